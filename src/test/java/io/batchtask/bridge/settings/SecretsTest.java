package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    private static final String TICKET = "batchtask.netserver.ticket";
    private static final String HUSH = "hunter22-and-nobody-else";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void secretFile() throws Exception {
        file = folder.resolve("secret");
        Files.writeString(file, HUSH + "\n");
    }

    static List<Key> secrets() {
        return Key.all().stream().filter(Key::isSecret).toList();
    }

    /** With what that secret is of use for. */
    private static Given complete(Key key) {
        Given given = Given.complete();
        return key.name().equals("batchtask.netserver.proxy.password")
                ? given.file("batchtask.netserver.proxy.url", "http://proxy.example:3128")
                        .file("batchtask.netserver.proxy.username", "somebody")
                : given;
    }

    private Given withTicketFile() {
        return Given.complete().without(TICKET).file(TICKET + "-file", file.toString());
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void eachSecretMayStandInAFileInstead(Key key) {
        Given given = complete(key).without(key.name()).environment(key.environmentName() + "_FILE", file.toString());
        Secret secret = (Secret) Value.of(given.settings(), key);
        assertThat(secret.reveal()).isEqualTo(HUSH);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void noSecretIsShownAnywhere(Key key) {
        SettingsLoader.Loaded loaded = complete(key).property(key.name(), HUSH).load();
        assertThat(Value.of(loaded.settings(), key)).hasToString("***");
        assertThat(loaded.toString()).doesNotContain(HUSH);
        assertThat(loaded.values().get(key.name()).text()).isEqualTo("***");
        assertThat(loaded.settings().toString()).doesNotContain(HUSH);
        assertThat(SettingsReference.effective(loaded)).containsEntry(key.name(), "***");
        assertThat(SettingsReference.effective(loaded).toString()).doesNotContain(HUSH);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void noErrorMessageShowsASecret(Key key) {
        Given given = complete(key)
                .property(key.name(), HUSH)
                .property(key.name() + "-file", file.toString())
                .property(key.name() + "x", HUSH)
                .environment(key.environmentName() + "X", HUSH)
                .property("batchtask.kafka.consumers", "0");
        SettingsException wrong = catchThrowableOfType(SettingsException.class, given::load);
        assertThat(wrong.problems()).hasSize(4);
        assertThat(wrong.getMessage()).doesNotContain(HUSH);
    }

    @Test
    void aSecretFileThatIsReplacedLaterIsPickedUp() throws Exception {
        Secret ticket = withTicketFile().settings().netserver().ticket().orElseThrow();
        Files.writeString(file, "the next one");
        assertThat(ticket.reveal()).isEqualTo("the next one");
    }

    @Test
    void formerContentsOfASecretFileAreStillKnownTheLastFewOfThem() throws Exception {
        Secret ticket = withTicketFile().settings().netserver().ticket().orElseThrow();
        Files.writeString(file, "the next one");
        assertThat(ticket.revealAll()).containsExactly("the next one", HUSH);
        for (int number = 1; number <= 20; number++) {
            Files.writeString(file, "number " + number);
            ticket.reveal();
        }
        assertThat(ticket.revealAll()).hasSize(8).startsWith("number 20", "number 19");
    }

    @Test
    void whileASecretFileIsBeingReplacedItsLastContentHolds() throws Exception {
        Secret ticket = withTicketFile().settings().netserver().ticket().orElseThrow();
        Files.delete(file);
        assertThat(ticket.reveal()).isEqualTo(HUSH);
        Files.writeString(file, "");
        assertThat(ticket.reveal()).isEqualTo(HUSH);
        Files.writeString(file, "the next one");
        assertThat(ticket.reveal()).isEqualTo("the next one");
    }

    @Test
    void aSecretFileThatIsNotThereIsTheOnlyProblem() {
        Path missing = folder.resolve("missing");
        assertThat(Given.complete()
                        .without(TICKET)
                        .property(TICKET + "-file", missing.toString())
                        .problems())
                .containsExactly(TICKET + "-file = " + missing + " (-D) cannot be used: no such file");
    }

    @Test
    void aSecretFileWithoutContentIsAProblem() throws Exception {
        Files.writeString(file, " \n");
        assertThat(Given.complete()
                        .without(TICKET)
                        .property(TICKET + "-file", file.toString())
                        .problems())
                .containsExactly(TICKET + "-file = " + file + " (-D) is empty");
    }

    @Test
    void aSecretFileThatIsNotTextIsAProblem() throws Exception {
        Files.write(file, "på".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(withTicketFile().problems())
                .singleElement()
                .asString()
                .endsWith("cannot be used: it is not UTF-8 text");
    }

    @Test
    void aSecretAndItsFileTogetherAreTheOnlyProblem() {
        assertThat(withTicketFile().property(TICKET, HUSH).problems())
                .containsExactly(TICKET + " and " + TICKET + "-file are both set; one is enough");
    }

    @Test
    void whereASecretFileStandsMayBeShown() {
        assertThat(withTicketFile().load().values().get(TICKET).from()).startsWith("file ");
    }
}
