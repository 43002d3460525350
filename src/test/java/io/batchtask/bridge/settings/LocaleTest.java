package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In the locale C a JVM makes U+FFFD of each byte beyond ASCII in the environment and in -D, without a word. */
class LocaleTest {
    private static final String LOST =
            " holds U+FFFD as its character 2: it has bytes that are no text in this process's"
                    + " locale; start with LANG=C.UTF-8 (and no other LC_ALL), or use the settings file or, for a secret, -file";
    private static final String TICKET = "batchtask.netserver.ticket";

    @TempDir
    private Path folder;

    static Stream<Key> secrets() {
        return Key.all().stream().filter(Key::isSecret);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretThatLostCharactersIsRefusedAndNotShown(Key key) {
        assertThat(Given.complete()
                        .without(key.name())
                        .property(key.name(), "p\uFFFD\uFFFDss\uFFFD\uFFFD\uFFFDpss")
                        .problems())
                .filteredOn(line -> !line.contains(" is required with "))
                .containsExactly(key.name() + " = *** (-D)" + LOST);
        assertThat(Given.complete()
                        .without(key.name())
                        .environment(key.environmentName(), "p\uFFFDss")
                        .problems())
                .filteredOn(line -> !line.contains(" is required with "))
                .containsExactly(key.name() + " = *** (environment " + key.environmentName() + ")" + LOST);
    }

    @Test
    void allThatLostCharactersAreReportedAtOnce() {
        assertThat(Given.complete()
                        .without(TICKET)
                        .environment("BATCHTASK_NETSERVER_TICKET_FILE", "/\uFFFD/ticket")
                        .environment("BATCHTASK_NETSERVER_USERNAME", "b\uFFFDr")
                        .environment("BATCHTASK_KAFKA_CLIENT_SSL_KEYSTORE_PASSWORD", "b\uFFFDr")
                        .property("batchtask.kafka.group-id", "b\uFFFDr")
                        .problems())
                .containsExactly(
                        "batchtask.kafka.client.ssl.keystore.password"
                                + " (environment BATCHTASK_KAFKA_CLIENT_SSL_KEYSTORE_PASSWORD)" + LOST,
                        "batchtask.kafka.group-id (-D)" + LOST,
                        TICKET + "-file = /\uFFFD/ticket (environment BATCHTASK_NETSERVER_TICKET_FILE)" + LOST,
                        "batchtask.netserver.username (environment BATCHTASK_NETSERVER_USERNAME)" + LOST);
    }

    @Test
    void aSecretInAFileCannotMeanThatCharacter() throws IOException {
        String problem = " holds U+FFFD as its character 3, which stands for what could not be read; retype it";
        Path file = Files.writeString(folder.resolve("secret"), "😀p\uFFFDss\n");
        assertThat(Given.complete()
                        .without(TICKET)
                        .property(TICKET + "-file", file.toString())
                        .problems())
                .containsExactly(TICKET + "-file = " + file + " (-D) cannot be used: it" + problem);
        assertThat(Given.complete().file(TICKET, "😀p\uFFFDss").problems())
                .singleElement()
                .asString()
                .startsWith(TICKET + " = *** (file ")
                .endsWith(")" + problem);
    }

    @Test
    void whatIsNoSecretMayHoldItInAFile() {
        assertThat(Given.complete()
                        .file("batchtask.kafka.group-id", "b\uFFFDr")
                        .settings()
                        .kafka()
                        .groupId())
                .isEqualTo("b\uFFFDr");
    }

    @Test
    void onlyTheValueInForceCounts() {
        assertThat(Given.complete()
                        .environment("BATCHTASK_KAFKA_GROUP_ID", "b\uFFFDr")
                        .property("batchtask.kafka.group-id", "bår€")
                        .settings()
                        .kafka()
                        .groupId())
                .isEqualTo("bår€");
    }
}
