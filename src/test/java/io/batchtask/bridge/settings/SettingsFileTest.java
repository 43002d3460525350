package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write on whatever system they have. */
class SettingsFileTest {
    private static final String COMPLETE =
            "batchtask.netserver.url=" + Given.URL + "\nbatchtask.netserver.ticket=" + Given.TICKET + "\n";
    private static final String ADVICE = ": a backslash begins an escape there; write / or \\\\ for it,"
            + " C:/secrets/ticket or C:\\\\secrets\\\\ticket";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.properties"), text);
    }

    private SettingsLoader.Loaded load(String text) throws IOException {
        return SettingsLoader.load(Optional.of(file(text)), Map.of(), new Properties());
    }

    private List<String> problems(String text) throws IOException {
        Path file = file(text);
        return catchThrowableOfType(
                        SettingsException.class,
                        () -> SettingsLoader.load(Optional.of(file), Map.of(), new Properties()))
                .problems();
    }

    private String place(int line) {
        return "settings file " + folder.resolve("mine.properties") + ", line " + line;
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
        SettingsLoader.Loaded loaded =
                load("\uFEFFbatchtask.intake.max-in-flight=8\r\n" + COMPLETE.replace("\n", "\r\n"));

        assertThat(loaded.settings().intake().maxInFlight()).isEqualTo(8);
        assertThat(problems("\uFEFFbatchtsk.intake.max-in-flight=8\n" + COMPLETE))
                .singleElement()
                .asString()
                .endsWith("is unknown; did you mean batchtask.intake.max-in-flight?");
    }

    @Test
    void utf16IsNamed() throws IOException {
        Path file = Files.write(folder.resolve("mine.properties"), COMPLETE.getBytes(StandardCharsets.UTF_16));
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> SettingsLoader.load(Optional.of(file), Map.of(), new Properties()))
                        .problems())
                .containsExactly("settings file " + file + " cannot be read: it is UTF-16 text, save it as UTF-8");
    }

    @Test
    void eachValueSaysItsLine() throws IOException {
        assertThat(load("# one\n\n" + COMPLETE)
                        .values()
                        .get("batchtask.netserver.ticket")
                        .from())
                .isEqualTo("file " + folder.resolve("mine.properties") + ", line 4");
        assertThat(problems(COMPLETE + "batchtask.\\\n   kafka.\\\r\n\tgroupid=x\nbatchtask.kafka.consumers = none"))
                .containsExactly(
                        "batchtask.kafka.consumers = none (file " + folder.resolve("mine.properties")
                                + ", line 6) is not allowed: whole number, 1 to 64",
                        "batchtask.kafka.groupid (file " + folder.resolve("mine.properties")
                                + ", line 3) is unknown; did you mean batchtask.kafka.group-id?");
    }

    @Test
    void aKeyThatStandsTwiceIsAnErrorWithBothLines() throws IOException {
        assertThat(problems(COMPLETE + "batchtask.kafka.consumers=2\n\nbatchtask.kafka.consumers=2\n"))
                .containsExactly("batchtask.kafka.consumers occurs twice in settings file "
                        + folder.resolve("mine.properties") + ", lines 3 and 5");
    }

    /** Each was meant as the path it looks like; without advice it would be another file, or none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "batchtask.netserver.password-file=C:\\secrets\\ticket",
                "batchtask.netserver.password-file=C:\\secrets\\app",
                "batchtask.netserver.password-file=C:\\run\\new",
                "batchtask.netserver.password-file=C:\\secrets\\",
                "batchtask.netserver.password-file=\\\\server\\share\\file",
                "batchtask.netserver.password-file = \\\\server\\first\\new",
                "batchtask.netserver.password-file=secrets\\x",
                "batchtask.netserver.username=CORP\\admin",
                "batchtask.netserver.username=CORP\\tom",
                "batchtask.netserver.password=hunter\\t22",
                "batchtask.netserver.password=hunter\\_22",
                "batchtask.netserver.password=hunter\\$22",
                "batchtask.netserver.password=hunter\\.22",
                "batchtask.netserver.password=hunter\\@22",
                "batchtask.netserver.password=hunter\\-22",
                "batchtask.netserver.password=hunter\\é22",
                "batchtask.netserver.password=hunter\\'22",
                "batchtask.netserver.tls.trust-store=C:\\trust\\ca.pem",
                "batchtask.kafka.client.ssl.truststore.location=C:\\trust\\new.jks",
                "batchtask.kafka.client.ssl.truststore.location=D:\\ca.jks"
            })
    void aSingleBackslashIsReportedWithItsLineAndItsKeyAndIsTheOnlyProblem(String line) throws IOException {
        String key = line.split("\\s*=", 2)[0];
        assertThat(problems(COMPLETE + line)).containsExactly(place(3) + ", " + key + ADVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"batchtask.netserver.ticket-file=C:\\users\\me\\ticket", "batchtask.netserver.ticket=hunter\\u22"
            })
    void anEscapeThatIsNoneIsReportedWithItsLineAndIsTheOnlyProblem(String line) throws IOException {
        assertThat(problems("batchtask.netserver.url=" + Given.URL + "\n\n" + line))
                .containsExactly(place(3) + ADVICE);
    }

    /** What follows would be a part of the value, or the backslash none, without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nbatchtask.kafka.group-id=mine",
                "\n  batchtask.kafka.group-id : mine",
                "\n# a comment",
                "\n! a comment",
                "\n\nbatchtask.kafka.group-id=mine",
                "\n",
                ""
            })
    void aBackslashAtTheEndOfAValueIsReportedWithItsLineAndIsTheOnlyProblem(String next) throws IOException {
        assertThat(problems("batchtask.netserver.url=" + Given.URL + "\nbatchtask.netserver.ticket=hunter\\" + next))
                .containsExactly(place(2) + ", batchtask.netserver.ticket: a backslash at its end joins the next line"
                        + " to it; write \\\\ for one that is meant");
    }

    @Test
    void aRequiredKeyThatWasJoinedIsNotMissedOnTop() throws IOException {
        assertThat(problems("batchtask.netserver.ticket=hunter\\\nbatchtask.netserver.url=" + Given.URL))
                .singleElement()
                .asString()
                .contains("line 1, batchtask.netserver.ticket: a backslash at its end");
    }

    @Test
    void everyDamagedLineIsReportedAtOnceAndNothingOfASecret() throws IOException {
        assertThat(problems("batchtask.netserver.url=\\u12\nbatchtask.netserver.ticket=hunter\\f22\n"
                        + "batchtask.management.token=hunter22hunter\\x22\nbatchtask.kafka.consumers=0"))
                .hasSize(4)
                .noneMatch(problem -> problem.contains("hunter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batchtask.netserver.username=CORP\\\\user",
                "batchtask.netserver.username=Bl\\u00e5b\\u00E6r",
                "batchtask.netserver.username=a\\ b\\=c\\:d\\#e\\!f",
                "batchtask.netserver.username=x\\\\\\\\n",
                "batchtask.netserver.username=one\\\n  two",
                "batchtask.netserver.password=/run/C:/x",
                "batchtask.netserver.system-user.private-key=-----BEGIN PRIVATE KEY-----\\n\\tMII\\r\\n-----END",
                "batchtask.kafka.client.sasl.jaas.config=org.Module required username=\\\"a\\\" password=\\\"b\\\";",
                "batchtask.kafka.client.ssl.keystore.key=-----BEGIN PRIVATE KEY-----\\nMII\\n-----END"
            })
    void escapesThatMeanSomethingAreFree(String line) throws IOException {
        assertThat(load(COMPLETE + line).values()).hasSize(3);
    }

    @Test
    void aValueMayBeLong() throws IOException {
        assertThat(load(COMPLETE + "batchtask.kafka.client.x=" + "a\\\\b\\n".repeat(50_000))
                        .values())
                .hasSize(3);
    }

    @Test
    void anotherValueInForceMakesADamagedOneNoWorseThanItIs() throws IOException {
        Path file = file(COMPLETE + "batchtask.netserver.username=CORP\\admin");
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> SettingsLoader.load(
                                        Optional.of(file),
                                        Map.of("BATCHTASK_NETSERVER_USERNAME", "admin\u0007"),
                                        new Properties()))
                        .problems())
                .containsExactly(
                        "batchtask.netserver.username (environment BATCHTASK_NETSERVER_USERNAME) holds U+0007,"
                                + " a control character, as its character 6; retype it",
                        place(3) + ", batchtask.netserver.username" + ADVICE);
    }

    /** The JDK's reader is the one that all know; only the lines come on top. */
    @Test
    void everyLineMeansWhatItMeansInAnyPropertiesFile() throws IOException {
        Random random = new Random(11);
        String[] parts = {
            "a", "b", "=", ":", " ", "\t", "\\", "\n", "\r\n", "\r", "#", "!", "\\u0041", "\\n", "\\\n", "é"
        };
        int reported = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(25); part > 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Properties expected = new Properties();
            expected.load(new StringReader(text.toString()));
            List<String> problems = new ArrayList<>();
            Map<String, SourceValue> read = SettingsFile.read(file(text.toString()), new HashSet<>(), problems);
            reported += problems.size();
            expected.remove(""); // what a backslash at the very end comes to is no one's setting
            read.remove("");
            assertThat(read.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                            .text())))
                    .as(text.toString())
                    .isEqualTo(new HashMap<>(expected));
        }
        assertThat(reported).isPositive();
    }
}
