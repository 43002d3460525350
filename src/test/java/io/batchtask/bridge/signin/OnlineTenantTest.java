package io.batchtask.bridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked where a tenant is: SuperOffice for one of its Online services, and no one on site. */
class OnlineTenantTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://crm.example.com/Remote/Services86/,           , false",
        "http://10.1.2.3/Remote/Services86/,                   , false",
        "https://superoffice.example.com/Remote/Services86/,   , false",
        "https://www.superoffice.com.example.com/Services86/,  , false",
        "https://notsuperoffice.com/Remote/Services86/,        , false",
        "https://sod2.superoffice.com/Cust12345/Remote/Services86/, , true",
        "https://online3.superoffice.com/Cust12345/Remote/Services86/, , true",
        "https://gateway.example.com/Remote/Services86/, online, true"
    })
    void onlyAnOnlineServiceIsAskedFor(String url, String environment, boolean asked) throws IOException {
        ManualTime time = new ManualTime();
        Optional<OnlineTenant> tenant = OnlineTenant.of(
                settings(url, environment), java.net.URI.create(url), null, Runnable::run, time, () -> {});
        assertThat(tenant.isPresent()).isEqualTo(asked);
    }

    private Settings settings(String url, String environment) throws IOException {
        List<String> lines = List.of(
                "batchtask.netserver.url=" + url,
                "batchtask.netserver.tenant=Cust12345",
                "batchtask.netserver.ticket=7T:dGVzdA==",
                environment == null ? "" : "batchtask.netserver.system-user.environment=" + environment);
        Path file = Files.write(folder.resolve("application.properties"), lines);
        return SettingsLoader.load(Optional.of(file)).settings();
    }
}
