package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.WrittenHeaders;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.settings.Key;
import io.batchtask.bridge.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README claims is what the code does. */
class ReadmeTest {
    /** Every command the README tells a reader to type, and who runs it for us. */
    private static final Map<String, String> RUN_BY = Map.of(
            "mvn -Pdemo -Ddemo.events=20", "DemoIT",
            "mvn -Pdemo", "DemoIT",
            "mvn verify", "continuous integration",
            "mvn package", "continuous integration, on its way to verify",
            "docker compose up --build", "nobody without Docker; ComposeFileTest reads the file",
            "java -jar target/batchtask-bridge.jar check", "CommandLineIT",
            "java -jar target/batchtask-bridge.jar lookup 42", "CommandLineIT",
            "java -XX:+ExitOnOutOfMemoryError -jar target/batchtask-bridge.jar run", "CommandLineIT",
            "java -jar target/batchtask-bridge.jar settings --effective", "CommandLineIT");

    /** A program of the broker's image, for a topic of ours. */
    private static final String IN_THE_BROKER =
            "seq 1 20000 \\| docker compose exec -T broker /opt/kafka/bin/kafka-console-producer.sh"
                    + " --bootstrap-server broker:19092 --topic (\\S+)";

    private final Readme readme = new Readme();

    @Test
    void theSettingsTableIsThatOfTheCode() {
        assertThat(readme.section("settings"))
                .as("java -jar target/batchtask-bridge.jar settings --markdown prints what is to stand there")
                .isEqualTo(SettingsReference.markdown());
    }

    @Test
    void theFailureTableHasARowForEachClassInTheirOrder() {
        assertThat(Readme.firstColumn(readme.section("failures")))
                .containsExactlyElementsOf(Arrays.stream(FailureClass.values())
                        .map(FailureClass::word)
                        .toList());
    }

    @Test
    void everyHeaderOfADeadLetterIsNamed() {
        assertThat(WrittenHeaders.ofDeadLetters()).isNotEmpty().allSatisfy(name -> assertThat(readme.text)
                .contains("`" + name + "`"));
    }

    @Test
    void everyReasonForAMalformedRequestIsNamed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/batchtask/bridge/request"))) {
            for (Path file : files.toList()) {
                Pattern.compile("new Unreadable\\(\\s*\"([a-z0-9-]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(code -> assertThat(readme.text).contains("`" + code.group(1) + "`"));
            }
        }
    }

    @Test
    void everyCommandIsRunBySomeTestAndEveryVariableIsASetting() {
        Set<String> variables = Key.all().stream()
                .flatMap(key -> key.isSecret()
                        ? Stream.of(key.environmentName(), key.environmentName() + "_FILE")
                        : Stream.of(key.environmentName()))
                .collect(Collectors.toSet());
        assertThat(readme.commands()).isNotEmpty().allSatisfy(line -> {
            if (line.matches(IN_THE_BROKER)) {
                assertThat(line).endsWith(" superoffice.batchtask.ids");
            } else if (line.startsWith("export ")) {
                assertThat(variables)
                        .contains(line.substring("export ".length()).split("=", 2)[0]);
            } else {
                assertThat(RUN_BY).containsKey(line);
            }
        });
    }

    @Test
    void everyAlertIsExplainedAndNoOther() {
        assertThat(Readme.firstColumn(readme.section("alerts"))).containsExactlyElementsOf(Monitoring.alerts());
    }

    @Test
    void everyHealthCheckIsExplainedAndNoOther() throws IOException {
        String code = Files.readString(Path.of("src/main/java/io/batchtask/bridge/monitoring/Operations.java"));
        assertThat(Readme.firstColumn(readme.section("checks")))
                .containsExactlyElementsOf(Pattern.compile("\\.(?:ready|alive)\\(\\s*\"([a-z-]+)\"")
                        .matcher(code)
                        .results()
                        .map(check -> check.group(1))
                        .sorted()
                        .toList());
    }

    @Test
    void theCausesShownAreInTheWordsOfTheChecks() throws IOException {
        StringBuilder code = new StringBuilder(
                Files.readString(Path.of("src/main/java/io/batchtask/bridge/monitoring/Operations.java")));
        for (String room : List.of("health", "http")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/io/batchtask/bridge", room))) {
                for (Path file : files.toList()) {
                    code.append(Files.readString(file));
                }
            }
        }
        code.append(Files.readString(Path.of("src/main/java/io/batchtask/bridge/http/ClientDeaths.java")));
        readme.section("checks").lines().skip(2).forEach(row -> Pattern.compile("`([a-zA-Z ]+)`")
                .matcher(row.split("\\|")[2])
                .results()
                .forEach(words -> assertThat(code).contains(words.group(1))));
    }

    @Test
    void everyPortOfTheComposeFileIsExplainedAndNoOther() throws IOException {
        String compose = Files.readString(Path.of("docker-compose.yml"));
        assertThat(Readme.firstColumn(readme.section("ports")).stream().map(address -> address.replaceAll("\\D", "")))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("\"127\\.0\\.0\\.1:(\\d+):\\d+\"")
                        .matcher(compose)
                        .results()
                        .map(port -> port.group(1))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"Apache Camel, camel", "Apache CXF, cxf", "kafka-clients, kafka"})
    void everyVersionIsThatOfThePom(String what, String property) throws IOException {
        String version =
                Readme.firstMatch("<" + property + "\\.version>([^<]+)</", Files.readString(Path.of("pom.xml")));

        assertThat(readme.text).contains("| " + what + " | " + version + " |");
    }

    @Test
    void noTestIsRepeated() throws IOException {
        assertThat(readme.text).contains("No test is repeated");
        assertThat(Files.readString(Path.of("pom.xml"))).doesNotContain("rerunFailingTestsCount");
        assertThat(Files.readString(Path.of(".ci/run"))).doesNotContain("rerunFailingTestsCount");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(readme.links()).isNotEmpty().allSatisfy(link -> {
            if (link.startsWith("#")) {
                assertThat(readme.anchors()).contains(link);
            } else if (!link.startsWith("https://")) {
                assertThat(Path.of(link)).exists();
            }
        });
    }
}
