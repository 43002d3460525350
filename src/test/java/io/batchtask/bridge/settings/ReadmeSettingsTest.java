package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.pem.PemFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings the documents show are loaded as they stand there, but for the files, which are put in place. */
class ReadmeSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void thoseOfAProxy() throws IOException {
        Files.writeString(directory.resolve("proxy-password"), "hunter22");

        assertThat(SettingsReference.effective(load("proxy")))
                .containsEntry("batchtask.netserver.proxy.url", "http://proxy.example.com:3128")
                .containsEntry("batchtask.netserver.proxy.username", "bridge")
                .containsEntry("batchtask.netserver.proxy.password", "***");
    }

    @Test
    void thoseOfCertificates() throws IOException {
        Files.copy(PemFiles.path("authority.crt"), directory.resolve("ca.crt"));
        Files.copy(PemFiles.path("rsa.crt"), directory.resolve("tls.crt"));
        Files.copy(PemFiles.path("rsa.pkcs1.key"), directory.resolve("tls.key"));

        assertThat(SettingsReference.effective(load("certificates"))).containsKeys(keys("certificates"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-password", "broker-token", "broker-certificate"})
    void thoseOfABroker(String sample) throws IOException {
        assertThat(SettingsReference.effective(load(sample))).containsKeys(keys(sample));
    }

    private static String[] keys(String sample) throws IOException {
        return shown(sample).stringPropertyNames().toArray(String[]::new);
    }

    private static Properties shown(String sample) throws IOException {
        Properties shown = new Properties();
        shown.load(new StringReader(new Readme().sample(sample)));
        assertThat(shown).isNotEmpty();
        return shown;
    }

    private SettingsLoader.Loaded load(String sample) throws IOException {
        Given given = Given.complete();
        shown(sample)
                .forEach((key, value) -> given.file(
                        key.toString(),
                        value.toString().replaceFirst("^/run/secrets/(netserver-tls/)?", directory + "/")));
        return given.load();
    }
}
