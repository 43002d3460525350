package io.batchtask.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.http.HttpProxy;
import io.batchtask.bridge.http.ProxyCredentials;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.settings.Key;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.SettingsLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private static final List<String> NECESSARY = List.of(
            "batchtask.netserver.url=https://crm.example.com/Services86/",
            "batchtask.netserver.proxy.url=http://[fd00::1]:3128",
            "batchtask.netserver.proxy.username=bridge");

    @TempDir
    private Path folder;

    private Settings settings(List<String> more) throws IOException {
        List<String> lines = new ArrayList<>(NECESSARY);
        lines.addAll(more);
        Path file = Files.write(folder.resolve("application.properties"), lines);
        return SettingsLoader.load(Optional.of(file)).settings();
    }

    /** One that is added later, too. */
    @Test
    void everySecretThereIsIsMaskedWhereverItTurnsUp() throws IOException {
        List<Key> secrets = Key.all().stream().filter(Key::isSecret).toList();

        List<String> masked = Wiring.secrets(settings(secrets.stream()
                        .map(key -> key.name() + "=secret of " + key.name())
                        .toList()))
                .get();

        assertThat(secrets).isNotEmpty().allSatisfy(key -> assertThat(masked).contains("secret of " + key.name()));
    }

    @Test
    void theProxysPasswordIsReadAtEachCall() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "one");
        ProxySelector proxies = Wiring.proxies(settings(
                List.of("batchtask.netserver.ticket=7T:x", "batchtask.netserver.proxy.password-file=" + password)));
        HttpProxy proxy = proxies.to(URI.create("https://anywhere.example/")).orElseThrow();
        assertThat(proxy.credentials().get()).hasValue(new ProxyCredentials("bridge", "one"));
        Files.writeString(password, "two");
        assertThat(proxy.credentials().get()).hasValue(new ProxyCredentials("bridge", "two"));
        assertThat(List.of(proxy.host(), proxy.port())).containsExactly("fd00::1", 3128);
    }
}
