package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.SettingsReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSettingsFileThatWasNamedMustBeThereAlsoForTheReference() {
        assertThat(BridgeCommand.execute("--config", folder.resolve("missing").toString(), "settings"))
                .isEqualTo(2);
    }

    /** Kafka's own messages quote what they do not like. */
    @ParameterizedTest
    @CsvSource({"lookup --publish 1", "replay --dry-run", "run"})
    void aKafkaSettingThatIsOfNoUseIsReportedWithoutItsSecrets(String command) throws Exception {
        Path file = Files.write(
                folder.resolve("application.properties"),
                List.of(
                        "batchtask.netserver.url=https://crm.example.com/Remote/Services86/",
                        "batchtask.netserver.ticket=7T:dGlja2V0",
                        "batchtask.management.port=0",
                        "batchtask.kafka.client.ssl.key.password=S3cret-of-Kafka",
                        "batchtask.kafka.client.security.protocol=S3cret-of-Kafka"));
        StringWriter errors = new StringWriter();
        List<String> line = new ArrayList<>(List.of("--config", file.toString()));
        line.addAll(List.of(command.split(" ")));

        int exit = BridgeCommand.execute(
                new PrintWriter(new StringWriter()), new PrintWriter(errors, true), line.toArray(String[]::new));

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("security.protocol", "***").doesNotContain("S3cret-of-Kafka");
    }

    @Test
    @Timeout(120) // it would be tried again for ever
    void aReasonForWhichTopicsCannotBeCreatedYetIsLoggedRedacted() throws Exception {
        Path file = Files.write(
                folder.resolve("application.properties"),
                List.of(
                        "batchtask.netserver.url=https://crm.example.com/Remote/Services86/",
                        "batchtask.netserver.ticket=7T:dGlja2V0",
                        "batchtask.topics.create=true",
                        "batchtask.kafka.client.security.protocol=S3cret-of-Kafka"));
        CountDownLatch stopping = new CountDownLatch(1);
        List<String> reasons = new ArrayList<>();

        Topics.createMissing(
                SettingsLoader.load(Optional.of(file)).settings(),
                reason -> {
                    reasons.add(reason);
                    stopping.countDown();
                    return "***";
                },
                stopping);

        assertThat(reasons).singleElement().asString().contains("S3cret-of-Kafka");
    }

    @Test
    void aSecretTooShortToBeMaskedIsNamedButNotShown() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "~q\n");
        Path file = Files.write(
                folder.resolve("application.properties"),
                List.of(
                        "batchtask.netserver.url=https://crm.example.com/Remote/Services86/",
                        "batchtask.netserver.ticket=7T:dGlja2V0",
                        "batchtask.netserver.application-token=~#!",
                        "batchtask.netserver.tls.key-store-password=four",
                        "batchtask.netserver.password-file=" + password));

        SettingsLoader.Loaded loaded = SettingsLoader.load(Optional.of(file));

        assertThat(ConfiguredCommand.unmaskable(loaded))
                .containsExactly("batchtask.netserver.application-token", "batchtask.netserver.password");
        assertThat(loaded + SettingsReference.effective(loaded).toString())
                .doesNotContain("~q")
                .doesNotContain("~#!");
    }
}
