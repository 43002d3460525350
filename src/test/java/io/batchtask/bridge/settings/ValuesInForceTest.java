package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesInForceTest {
    @TempDir
    private Path directory;

    private static String sourceOf(String key, Given given) {
        List<String> lines = ValuesInForce.text(given.load()).lines().toList();
        int at = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(key + " = "))
                .findFirst()
                .orElseThrow());
        return lines.get(at - 1);
    }

    @Test
    void aValueIsBelowItsSourceAndWhatThatHides() {
        Given given = Given.complete()
                .file("batchtask.kafka.group-id", "of-the-file")
                .environment("BATCHTASK_KAFKA_GROUP_ID", "of-the-environment")
                .property("batchtask.intake.max-in-flight", "7");

        assertThat(sourceOf("batchtask.netserver.url", given)).matches("# file .*\\.properties, line \\d+");
        assertThat(sourceOf("batchtask.kafka.group-id", given))
                .matches("# environment BATCHTASK_KAFKA_GROUP_ID, not file .*\\.properties, line \\d+");
        assertThat(sourceOf("batchtask.intake.max-in-flight", given)).isEqualTo("# -D");
        given.property("batchtask.kafka.group-id", "of-the-command-line");
        assertThat(sourceOf("batchtask.kafka.group-id", given))
                .matches("# -D, not environment BATCHTASK_KAFKA_GROUP_ID, file .*, line \\d+");
        assertThat(ValuesInForce.text(given.load())).doesNotContain("of-the-file", "of-the-environment");
    }

    @Test
    void aSecretInAFileIsBelowTheFilesName() throws IOException {
        Path ticket = Files.writeString(directory.resolve("ticket"), "7T:c2VjcmV0");
        Given given = Given.complete()
                .without("batchtask.netserver.ticket")
                .environment("BATCHTASK_NETSERVER_TICKET_FILE", ticket.toString());

        assertThat(sourceOf("batchtask.netserver.ticket", given))
                .isEqualTo("# environment BATCHTASK_NETSERVER_TICKET_FILE names " + ticket);
        assertThat(ValuesInForce.text(given.load()))
                .contains("batchtask.netserver.ticket = ***\n")
                .doesNotContain("7T:c2VjcmV0");
    }

    @Test
    void aProxyOfTheEnvironmentIsShownAndIsNoSetting() {
        assertThat(ValuesInForce.text(Given.complete()
                        .environment("HTTPS_PROXY", "http://me:hunter22@proxy.example:3128")
                        .load()))
                .contains("\n# environment HTTPS_PROXY = http://me:***@proxy.example:3128\n")
                .doesNotContain("hunter22");
    }

    @Test
    void defaultsAreApart() {
        String text = ValuesInForce.text(Given.complete().load());

        assertThat(text.substring(text.indexOf("# Defaults:")))
                .contains("batchtask.intake.max-in-flight = 64\n")
                .doesNotContain("batchtask.netserver.url");
    }

    /** Line by line, but for what differs from machine to machine. */
    @Test
    void theDocumentsShowWhatIsPrinted() throws IOException {
        Path password = Files.writeString(directory.resolve("netserver-password"), "hunter22");
        List<String> printed = ValuesInForce.text(Given.nothing()
                        .file("batchtask.netserver.url", Given.URL)
                        .file("batchtask.netserver.sign-in", "password")
                        .file("batchtask.netserver.username", "bridge")
                        .file("batchtask.kafka.bootstrap-servers", "kafka.example.com:9092")
                        .file("batchtask.kafka.group-id", "of-the-file")
                        .environment("BATCHTASK_KAFKA_GROUP_ID", "crm-tasks")
                        .environment("BATCHTASK_NETSERVER_PASSWORD_FILE", password.toString())
                        .load())
                .replace(password.toString(), "/run/secrets/netserver-password")
                .replaceAll("file \\S+\\.properties, line \\d+", "file FILE, line N")
                .lines()
                .toList();

        assertThat(printed)
                .containsSubsequence(new Readme()
                        .sample("effective")
                        .replaceAll("file \\S+\\.properties, line \\d+", "file FILE, line N")
                        .lines()
                        .toList());
    }

    /** But for the secrets, which are masked. */
    @Test
    void whatIsPrintedIsASettingsFileWithTheSameValues() throws IOException {
        SettingsLoader.Loaded loaded = Given.complete()
                .file("batchtask.netserver.username", "CORP\\bridge é")
                .file("batchtask.kafka.client.security.protocol", "SSL")
                .environment("HTTPS_PROXY", "http://proxy.example:3128")
                .load();
        Path printed = Files.writeString(directory.resolve("printed.properties"), ValuesInForce.text(loaded));

        SettingsLoader.Loaded again = SettingsLoader.load(
                Optional.of(printed), Map.of("HTTPS_PROXY", "http://proxy.example:3128"), new Properties());

        assertThat(SettingsReference.effective(again)).isEqualTo(SettingsReference.effective(loaded));
    }
}
