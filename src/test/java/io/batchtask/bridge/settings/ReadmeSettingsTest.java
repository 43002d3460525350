package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.pem.PemFiles;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What anyone can write into leaves no trace; what is left are numbers, times, and words of the product's own. */
    @Test
    void thoseThatKeepPersonalDataOut() throws IOException {
        String person = "Kari Nordmann";
        BatchTask task = new BatchTask(
                42,
                "ExportArchive",
                4711,
                5,
                1042,
                false,
                false,
                Map.of("Recipient", person),
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                "1133445566",
                "Cust12345",
                person,
                "Succeeded",
                person,
                person,
                person,
                person,
                100,
                Optional.of(new BatchTask.Extension(person + ".csv", "CanCancel")));
        Mask mask = Mask.of(load("personal-data").settings().events().mask().orElseThrow());
        TaskRequest request = new TaskRequest(
                new ConsumedRecord(new Origin("ids", 0, 0), 0, null, new byte[] {'4', '2'}, List.of()), 42, false);

        for (EventFormat format : EventFormat.values()) {
            assertThat(new EventWriter(format, "", "urn:example:", mask)
                            .describe(new TaskAnswer(request, Optional.of(task), 1, Duration.ZERO, Instant.EPOCH))
                            .value()
                            .toString())
                    .doesNotContain(person, "4711")
                    .contains("{id=42, name=ExportArchive, detailsTable=5, detailsRecord=1042, isSystemTask=false,"
                            + " isInternalTask=false, lastStarted=1970-01-01T00:00:00Z, created=1970-01-01T00:00:00Z,"
                            + " startCount=1, databaseSerialNumber=1133445566, context=Cust12345, state=Succeeded,"
                            + " progressPercent=100, cancellationBehaviour=CanCancel}");
        }
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
