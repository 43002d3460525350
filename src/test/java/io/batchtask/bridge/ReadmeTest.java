package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.WrittenHeaders;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README and its pages claim is what the code does. */
class ReadmeTest {
    private static final int FRONT_BYTES = 14 * 1024;

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
                Pattern.compile("new UnreadableRequest\\(\\s*\"([a-z0-9-]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(code -> assertThat(readme.text).contains("`" + code.group(1) + "`"));
            }
        }
    }

    @Test
    void everyAlertIsExplainedAndNoOther() {
        assertThat(Readme.firstColumn(readme.section("alerts"))).containsExactlyElementsOf(Monitoring.alerts());
    }

    @Test
    void everyHealthCheckIsExplainedAndNoOther() throws IOException {
        String code = Files.readString(Path.of("src/main/java/io/batchtask/bridge/monitoring/HealthChecks.java"));
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
                Files.readString(Path.of("src/main/java/io/batchtask/bridge/monitoring/HealthChecks.java")));
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
    void everyLogLineWorthAnAlarmIsWrittenAtThatLevel() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        assertThat(readme.section("log").lines().skip(2)).isNotEmpty().allSatisfy(row -> {
            String[] cells = row.split(" *\\| *");
            assertThat(code)
                    .containsPattern(
                            "LOG\\.(?i:" + cells[2] + ")\\(\\s*\"" + Pattern.quote(cells[1].replace("`", "")) + ";");
        });
    }

    @Test
    void theStoryHasTheStepsOfTheRoutesInItsDrawingToo() throws IOException {
        List<String> steps = Readme.firstColumn(readme.section("steps"));
        StringBuilder routes = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/batchtask/bridge/relay"))) {
            for (Path file : files.toList()) {
                routes.append(Files.readString(file));
            }
        }
        assertThat(steps).hasSize(5).allSatisfy(step -> {
            assertThat(routes).contains(".routeId(\"" + step + "\")");
            assertThat(readme.sample("story").split("[^a-z-]+")).containsOnlyOnce(step);
        });
    }

    @Test
    void eachStepIsTheClassNamed() {
        assertThat(readme.section("steps")
                        .lines()
                        .filter(line -> line.startsWith("|"))
                        .skip(2))
                .hasSize(5)
                .allSatisfy(row -> assertThat(Path.of(
                                "src/main/java/io/batchtask/bridge/relay",
                                row.split("\\|")[2].strip().replace("`", "") + ".java"))
                        .exists());
    }

    @Test
    void everyRoomIsNamedAndNoOther() throws IOException {
        try (Stream<Path> rooms = Files.list(Path.of("src/main/java/io/batchtask/bridge"))) {
            assertThat(Readme.firstColumn(readme.section("rooms")))
                    .containsExactlyElementsOf(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        assertThat(Files.size(Readme.FRONT)).isLessThanOrEqualTo(FRONT_BYTES);
    }

    @Test
    void everyPageIsLinkedFromTheFrontPage() {
        assertThat(readme.pages.get(0).links())
                .containsAll(readme.pages.stream()
                        .skip(1)
                        .map(page -> page.file().toString())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.md", "operations.md", "settings.md"})
    void aLongPageBeginsWithItsContents(String name) {
        assertThat(readme.pages)
                .filteredOn(page -> page.file().endsWith(name))
                .singleElement()
                .satisfies(page ->
                        assertThat(page.text().split("\n\n", 3)[1] + "\n").isEqualTo(page.contents()));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        for (Readme.Page page : readme.pages) {
            assertThat(page.links()).as(page.file().toString()).isNotEmpty().allSatisfy(link -> {
                if (!link.startsWith("https://")) {
                    leadsSomewhere(page, link);
                }
            });
        }
    }

    private void leadsSomewhere(Readme.Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(readme.pages)
                    .filteredOn(other -> other.file().equals(target))
                    .singleElement()
                    .satisfies(other -> assertThat(other.anchors()).containsOnlyOnce(parts[1]));
        }
    }
}
