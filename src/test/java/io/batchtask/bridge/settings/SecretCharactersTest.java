package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A secret that cannot be sent is found where it is set, not at the first call with it. */
class SecretCharactersTest {
    private static final String TICKET = "batchtask.netserver.ticket";
    private static final String KEY = "batchtask.netserver.system-user.private-key";

    @TempDir
    private Path folder;

    private Path file;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        file = folder.resolve("secret");
        log.start();
        ((Logger) LoggerFactory.getLogger(Secret.class)).addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger(Secret.class)).detachAppender(log);
    }

    private List<String> reported() {
        return log.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(file.toString())) // other tests' secrets have their own
                .toList();
    }

    private Given withFile(String key) {
        return Given.complete().without(key).property(key + "-file", file.toString());
    }

    static Stream<Key> secrets() {
        return Key.all().stream().filter(Key::isSecret);
    }

    static Stream<String> forbidden() {
        return Stream.of(
                "\u0000", "\u0001", "\u0008", "\u000B", "\u001A", "\u001B", "\u007F", "\u0085", "\u009F", "\uFFFE",
                "\uFFFF", "\uD800", "\uDC00", "\uFEFF");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void eachIsRefusedWithTheReasonAndNothingOfTheValue(Key key) throws IOException {
        String problem = " holds U+001A, a control character, as its character 23; retype it";
        Files.writeString(file, "hunter22hunter22hunter\u001A\r\n");

        assertThat(Given.complete()
                        .without(key.name())
                        .property(key.name(), "hunter22hunter22hunter\u001A")
                        .problems())
                .filteredOn(line -> !line.contains(" is required with ")) // what else such a secret wants
                .containsExactly(key.name() + " = *** (-D)" + problem);
        assertThat(withFile(key.name()).problems())
                .filteredOn(line -> !line.contains(" is required with "))
                .containsExactly(key.name() + "-file = " + file + " (-D) cannot be used: it" + problem);
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void whateverCannotBeWrittenAsXmlOrIsNotSeenIsRefused(String character) {
        assertThat(Given.complete()
                        .without(TICKET)
                        .property(TICKET, "7T:😀" + character + "abc")
                        .problems())
                .singleElement()
                .asString()
                .startsWith(TICKET + " = *** (-D) holds U+%04X, ".formatted((int) character.charAt(0)))
                .contains(" as its character 5;")
                .doesNotContain("abc");
        assertThat(Given.complete().property(KEY, "x" + character + "y").problems())
                .singleElement()
                .asString()
                .startsWith(KEY + " = *** (-D) holds ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7T:a\nb", "7T:a\r\nb", "7T:a\tb"})
    void oneLineIsOneLineButForAPrivateKey(String value) throws IOException {
        assertThat(Given.complete().without(TICKET).property(TICKET, value).problems())
                .singleElement()
                .asString()
                .contains(" holds U+00");
        Files.writeString(file, value);
        assertThat(withFile(KEY)
                        .settings()
                        .netserver()
                        .systemUser()
                        .privateKey()
                        .orElseThrow()
                        .reveal())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7T:abc==", "Blåbær € 😀", "a b", "<&>\"'", "\u00A0x", "\\n"})
    void everythingElseIsASecret(String value) {
        assertThat(Given.complete()
                        .without(TICKET)
                        .property(TICKET, value)
                        .settings()
                        .netserver()
                        .ticket()
                        .orElseThrow()
                        .reveal())
                .isEqualTo(value);
    }

    @Test
    void aByteOrderMarkIsNoPartOfASecretWhereverItComesFrom() throws IOException {
        Files.writeString(file, "\uFEFF7T:abc==\r\n");
        assertThat(withFile(TICKET)
                        .settings()
                        .netserver()
                        .ticket()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("7T:abc==");
        assertThat(Given.complete()
                        .without(TICKET)
                        .environment("BATCHTASK_NETSERVER_TICKET", "\uFEFF7T:abc==")
                        .settings()
                        .netserver()
                        .ticket()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("7T:abc==");
    }

    @Test
    void aUtf16FileIsNamed() throws IOException {
        Files.write(file, "7T:abc==".getBytes(StandardCharsets.UTF_16));
        assertThat(withFile(TICKET).problems())
                .containsExactly(
                        TICKET + "-file = " + file + " (-D) cannot be used: it is UTF-16 text, save it as UTF-8");
    }

    @Test
    void aMistakeWhileRunningKeepsTheFormerContentAndIsReportedOnce() throws IOException {
        Files.writeString(file, "7T:good");
        Secret ticket = withFile(TICKET).settings().netserver().ticket().orElseThrow();
        Files.writeString(file, "7T:bad\u001A");
        for (int use = 0; use < 5; use++) {
            assertThat(ticket.reveal()).isEqualTo("7T:good");
        }
        assertThat(reported())
                .containsExactly("a secret's file cannot be used, its former content stays in force; file=" + file
                        + " reason=it holds U+001A, a control character, as its character 7; retype it");

        Files.write(file, "7T:next".getBytes(StandardCharsets.UTF_16));
        assertThat(ticket.revealAll()).containsExactly("7T:good");
        assertThat(reported()).hasSize(2).last().asString().endsWith("it is UTF-16 text, save it as UTF-8");

        Files.writeString(file, "7T:better");
        assertThat(ticket.revealAll()).containsExactly("7T:better", "7T:good");
        Files.writeString(file, "7T:bad\u001A");
        assertThat(ticket.reveal()).isEqualTo("7T:better");
        assertThat(reported()).hasSize(3).noneMatch(line -> line.contains("7T:"));
    }

    @Test
    void aFileThatIsOnlyBeingReplacedIsNoMistake() throws IOException {
        Files.writeString(file, "7T:good");
        Secret ticket = withFile(TICKET).settings().netserver().ticket().orElseThrow();
        Files.delete(file);
        assertThat(ticket.reveal()).isEqualTo("7T:good");
        Files.writeString(file, "");
        assertThat(ticket.reveal()).isEqualTo("7T:good");
        assertThat(reported()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"batchtask.netserver.username", "batchtask.netserver.tenant", "batchtask.kafka.group-id"})
    void whatIsNoSecretIsHeldToTheSame(String key) {
        assertThat(Given.complete().property(key, "a\u000Bb").problems())
                .containsExactly(key + " (-D) holds U+000B, a control character, as its character 2; retype it");
    }
}
