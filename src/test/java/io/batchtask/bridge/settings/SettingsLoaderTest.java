package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
    private static final String GROUP = "batchtask.kafka.group-id";

    @Test
    void aValueOfTheFileReplacesTheDefault() {
        assertThat(Given.complete()
                        .file(GROUP, "of-the-file")
                        .settings()
                        .kafka()
                        .groupId())
                .isEqualTo("of-the-file");
    }

    @Test
    void theEnvironmentBeatsTheFile() {
        Given given = Given.complete().file(GROUP, "of-the-file").environment("BATCHTASK_KAFKA_GROUP_ID", "of-the-env");
        assertThat(given.settings().kafka().groupId()).isEqualTo("of-the-env");
    }

    @Test
    void aSystemPropertyBeatsTheEnvironment() {
        Given given = Given.complete()
                .file(GROUP, "of-the-file")
                .environment("BATCHTASK_KAFKA_GROUP_ID", "of-the-env")
                .property(GROUP, "of-the-command-line");
        assertThat(given.settings().kafka().groupId()).isEqualTo("of-the-command-line");
    }

    @Test
    void eachValueSaysWhereItCameFrom() {
        SettingsLoader.Loaded loaded = Given.complete()
                .environment("BATCHTASK_KAFKA_GROUP_ID", "a")
                .property("batchtask.kafka.consumers", "2")
                .load();
        assertThat(loaded.values().get(GROUP).from()).isEqualTo("environment BATCHTASK_KAFKA_GROUP_ID");
        assertThat(loaded.values().get("batchtask.kafka.consumers").from()).isEqualTo("-D");
        assertThat(loaded.values().get("batchtask.netserver.url").from()).startsWith("file ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anEmptyValueCountsAsNotSet(String empty) {
        Given given = Given.complete()
                .file(GROUP, empty)
                .file("batchtask.kafka.consumers", empty)
                .environment("BATCHTASK_NETSERVER_TENANT", empty)
                .property("batchtask.events.format", empty);
        assertThat(given.settings().kafka().groupId()).isEqualTo("batchtask-bridge");
        assertThat(given.settings().netserver().tenant()).isEmpty();
    }

    @Test
    void anEmptyVariableLeavesTheFileInForce() {
        Given given = Given.complete().file(GROUP, "of-the-file").environment("BATCHTASK_KAFKA_GROUP_ID", "");
        assertThat(given.settings().kafka().groupId()).isEqualTo("of-the-file");
    }

    @Test
    void whiteSpaceAroundAValueIsNotPartOfIt() {
        Given given = Given.complete()
                .environment("BATCHTASK_KAFKA_GROUP_ID", " with-a-newline\n")
                .property("batchtask.kafka.consumers", " 2 ");
        assertThat(given.settings().kafka().groupId()).isEqualTo("with-a-newline");
        assertThat(given.settings().kafka().consumers()).isEqualTo(2);
    }

    @Test
    void dollarSignsAndBackslashesInAValueAreJustText() {
        Given given = Given.complete()
                .file("batchtask.netserver.sign-in", "password")
                .file("batchtask.netserver.username", "DOMAIN\\user")
                .environment("BATCHTASK_NETSERVER_PASSWORD", "p${HOME}$$\\,x");
        assertThat(given.settings().netserver().username()).hasValue("DOMAIN\\user");
        assertThat(given.settings().netserver().password().orElseThrow().reveal())
                .isEqualTo("p${HOME}$$\\,x");
    }

    @Test
    void whatIsMissingIsNamedWithItsMeaningAndItsVariable() {
        assertThat(Given.nothing().problems())
                .containsExactly(
                        RequiredCredential.sentence("ticket", NetserverSettings.SignIn.TICKET),
                        "batchtask.netserver.url is required: base address that ends in the service version,"
                                + " https://host/app/Remote/Services86/ (environment BATCHTASK_NETSERVER_URL)");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceEachWithWhatIsAllowed() {
        Given given = Given.nothing()
                .file("batchtask.netserver.url", "ftp://host/Services86/")
                .file("batchtask.kafka.consumers", "none")
                .file("batchtask.intake.max-in-flight", "0")
                .file("batchtask.events.format", "xml")
                .file("batchtask.retry.initial-delay", "1h")
                .file("batchtask.netserver.connect-timeout", "soon")
                .file("batchtask.kafka.client.acks", "1")
                .file("batchtask.kafka.grup-id", "x")
                .environment("BATCHTASK_TOPIC_IDS", "x")
                .property("batchtask.topics.create", "maybe")
                .property("batchtask.netserver.base-time-zone", "Middle/Earth");
        assertThat(given.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .matches("batchtask\\.kafka\\.consumers = none \\(file .*\\) is not allowed:"
                                + " whole number, 1 to 64"))
                .anySatisfy(problem -> assertThat(problem)
                        .matches("batchtask\\.intake\\.max-in-flight = 0 \\(file .*\\) is not allowed:"
                                + " whole number, 1 to 10000"))
                .anySatisfy(problem -> assertThat(problem)
                        .matches("batchtask\\.events\\.format = xml \\(file .*\\) is not allowed:"
                                + " cloudevents-binary, cloudevents-structured, json"))
                .anySatisfy(problem -> assertThat(problem)
                        .matches("batchtask\\.netserver\\.connect-timeout = soon \\(file .*\\) is not allowed:"
                                + " duration \\(10s, 500ms, PT1M\\), 1ms to 365d"))
                .anySatisfy(
                        problem -> assertThat(problem)
                                .matches(
                                        "batchtask\\.netserver\\.url = ftp://host/Services86/ \\(file .*\\) is not allowed: .*"))
                .anySatisfy(
                        problem -> assertThat(problem).matches("batchtask\\.kafka\\.client\\.acks .* cannot be set.*"))
                .anySatisfy(problem -> assertThat(problem).matches("batchtask\\.kafka\\.grup-id .* is unknown.*"))
                .contains(
                        "batchtask.topics.create = maybe (-D) is not allowed: true or false",
                        "batchtask.netserver.base-time-zone = Middle/Earth (-D) is not allowed:"
                                + " IANA time zone, such as Europe/Oslo",
                        "batchtask.retry.initial-delay is longer than batchtask.retry.max-delay",
                        RequiredCredential.sentence("ticket", NetserverSettings.SignIn.TICKET),
                        "environment variable BATCHTASK_TOPIC_IDS is unknown; did you mean BATCHTASK_TOPICS_IDS?")
                .hasSize(12);
    }

    @Test
    void aWrongValueDoesNotBringAFurtherProblemWithIt() {
        Given given = Given.complete()
                .without("batchtask.netserver.ticket")
                .file("batchtask.netserver.sign-in", "tickets")
                .file("batchtask.retry.max-attempts", "0");
        assertThat(given.problems()).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .containsAnyOf("batchtask.netserver.sign-in = tickets", "batchtask.retry.max-attempts = 0"));
    }

    @Test
    void theMessageListsEveryProblem() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Given.nothing().load())
                .withMessageContainingAll("wrong settings", "batchtask.netserver.url", "batchtask.netserver.ticket");
    }

    @Test
    void theFileIsReadAsUtf8(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("of-mine.properties");
        Files.writeString(
                file,
                "# a comment\nbatchtask.netserver.url: " + Given.URL + "\nbatchtask.netserver.ticket=7T:x\n"
                        + "batchtask.netserver.tenant=Blåbær \\u00e6\n");
        Settings settings = SettingsLoader.load(Optional.of(file), Map.of(), new Properties())
                .settings();
        assertThat(settings.netserver().tenant()).hasValue("Blåbær æ");
    }

    @Test
    void aFileThatWasNamedMustBeThere(@TempDir Path folder) {
        Path missing = folder.resolve("missing.properties");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsLoader.load(Optional.of(missing), Map.of(), new Properties()))
                .withMessageContaining("settings file " + missing + " cannot be read: no such file");
    }

    @Test
    void aFileThatIsNotUtf8IsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("broken.properties");
        Files.write(file, "batchtask.netserver.tenant=Bl\u00e5".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsLoader.load(Optional.of(file), Map.of(), new Properties()))
                .withMessageContaining("settings file " + file + " cannot be read: it is not UTF-8 text");
    }
}
