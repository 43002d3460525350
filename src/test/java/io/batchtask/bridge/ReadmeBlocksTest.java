package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme.Block;
import io.batchtask.bridge.settings.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No block of the documents is mere decoration: a test compares it with the program, or runs it. */
class ReadmeBlocksTest {
    private static final Path UNIT = Path.of("src/test/java/io/batchtask/bridge");
    private static final Path OPERATIONS = Path.of("src/it/java/io/batchtask/bridge/it/operations");

    /** The test that compares the block of a name; it asks for the block by that name. */
    private static final Map<String, Path> COMPARED_BY = Map.ofEntries(
            Map.entry("story", UNIT.resolve("ReadmeTest.java")),
            Map.entry("event", UNIT.resolve("ReadmeSamplesTest.java")),
            Map.entry("event-headers", UNIT.resolve("ReadmeSamplesTest.java")),
            Map.entry("not-found", UNIT.resolve("ReadmeSamplesTest.java")),
            Map.entry("dead-letter", UNIT.resolve("ReadmeSamplesTest.java")),
            Map.entry("proxy", UNIT.resolve("settings/ReadmeSettingsTest.java")),
            Map.entry("personal-data", UNIT.resolve("settings/ReadmeSettingsTest.java")),
            Map.entry("certificates", UNIT.resolve("settings/ReadmeSettingsTest.java")),
            Map.entry("effective", UNIT.resolve("settings/ValuesInForceTest.java")),
            Map.entry("systemd", UNIT.resolve("settings/SystemdTest.java")),
            Map.entry("windows", UNIT.resolve("settings/WindowsServiceTest.java")),
            Map.entry("image", UNIT.resolve("settings/KubernetesTest.java")),
            Map.entry("kubernetes", UNIT.resolve("settings/KubernetesTest.java")),
            Map.entry("topics", OPERATIONS.resolve("TopicsCommandIT.java")),
            Map.entry("demo-output", OPERATIONS.resolve("DemoIT.java")),
            Map.entry("stopped", OPERATIONS.resolve("DemoIT.java")),
            Map.entry("alertmanager", UNIT.resolve("MonitoringTest.java")),
            Map.entry("counted", UNIT.resolve("logging/SurgesTest.java")),
            Map.entry("check", OPERATIONS.resolve("CheckIT.java")),
            Map.entry("replay-table", OPERATIONS.resolve("ReplayCommandIT.java")),
            Map.entry("broker-password", OPERATIONS.resolveSibling("security/SecuredBrokerIT.java")),
            Map.entry("broker-token", OPERATIONS.resolveSibling("security/SecuredBrokerIT.java")),
            Map.entry("broker-certificate", OPERATIONS.resolveSibling("security/SecuredBrokerIT.java")));

    /** Where a command is run for us, and by which words that can be seen there. */
    private record Run(Path file, String words) {
        static Run commandLine(String words) {
            return new Run(OPERATIONS.resolve("CommandLineIT.java"), words);
        }

        static Run replay(String words) {
            return new Run(OPERATIONS.resolve("ReplayCommandIT.java"), words);
        }
    }

    private static final Run CI = new Run(Path.of(".ci/run"), "mvn -B -ntp verify");
    private static final Run COMPOSE = new Run(Path.of("docker-compose.yml"), "docker compose up --build");

    /** Every command; nothing runs Docker here, ComposeFileTest reads its file instead. */
    private static final Map<String, Run> RUN_BY = Map.ofEntries(
            Map.entry(
                    "mvn -Pdemo -Ddemo.events=20",
                    new Run(OPERATIONS.resolve("DemoIT.java"), "start(\"-Ddemo.events=150\")")),
            Map.entry("mvn verify", CI),
            Map.entry("mvn package -DskipTests", CI), // on its way to verify
            Map.entry("docker compose up --build", COMPOSE),
            Map.entry(
                    "seq 1 20000 | docker compose exec -T broker /opt/kafka/bin/kafka-console-producer.sh"
                            + " --bootstrap-server broker:19092 --topic superoffice.batchtask.ids",
                    new Run(COMPOSE.file(), "--bootstrap-server broker:19092 --topic superoffice.batchtask.ids")),
            Map.entry("java -jar target/batchtask-bridge.jar check", Run.commandLine("world.program(\"check\")")),
            Map.entry(
                    "java -jar target/batchtask-bridge.jar lookup 42",
                    Run.commandLine("world.program(\"lookup\", \"42\"")),
            Map.entry("java -jar target/batchtask-bridge.jar replay --dry-run", Run.replay("\"replay --dry-run\"")),
            Map.entry(
                    "java -jar target/batchtask-bridge.jar replay --class poison --since 2h --canary 10 --rate 100",
                    Run.replay("\"replay --class poison --since 2h --canary 10 --rate 100\"")),
            Map.entry(
                    "java -XX:+ExitOnOutOfMemoryError -jar target/batchtask-bridge.jar run",
                    Run.commandLine("world.program(\"run\")")),
            Map.entry(
                    "java -jar target/batchtask-bridge.jar settings --effective",
                    Run.commandLine("world.program(\"settings\", \"--effective\")")));

    private final Readme readme = new Readme();

    @Test
    void everyBlockHasANameOfItsOwn() {
        assertThat(readme.blocks())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.marker()).as("%s", block).isNotEmpty())
                .extracting(Block::marker)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyBlockButCommandsIsComparedByATestThatAsksForIt() {
        Map<String, Path> shown = readme.blocks().stream()
                .filter(block -> !block.language().equals("sh"))
                .collect(Collectors.toMap(
                        Block::marker,
                        block -> COMPARED_BY.getOrDefault(block.marker(), Path.of("no test compares it"))));

        assertThat(shown).containsExactlyInAnyOrderEntriesOf(COMPARED_BY);
        COMPARED_BY.forEach((marker, test) -> assertThat(test).content().contains('"' + marker + '"'));
    }

    @Test
    void everyCommandIsRunBySomeTestAndEveryVariableIsASetting() {
        Set<String> variables = Key.all().stream()
                .flatMap(key -> key.isSecret()
                        ? Stream.of(key.environmentName(), key.environmentName() + "_FILE")
                        : Stream.of(key.environmentName()))
                .collect(Collectors.toSet());
        Map<Boolean, List<String>> lines = readme.commands().stream()
                .distinct()
                .collect(Collectors.partitioningBy(line -> line.startsWith("export ")));

        assertThat(lines.get(true)).isNotEmpty().allSatisfy(line -> assertThat(variables)
                .contains(line.substring("export ".length()).split("=", 2)[0]));
        assertThat(lines.get(false)).containsExactlyInAnyOrderElementsOf(RUN_BY.keySet());
        assertThat(RUN_BY.values())
                .allSatisfy(run -> assertThat(joined(run.file())).contains(run.words()));
    }

    /** With lines that go on put together, in comments, too. */
    private static String joined(Path file) throws IOException {
        return Files.readString(file).replaceAll("\\s*\\\\\n#\\s*", " ");
    }

    @Test
    void everyProfileIsOneOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Function<String, String> element = profile -> "<id>" + profile + "</id>";
        assertThat(java.util.regex.Pattern.compile("mvn -P([a-z]+)")
                        .matcher(readme.text)
                        .results()
                        .map(found -> element.apply(found.group(1))))
                .isNotEmpty()
                .allSatisfy(profile -> assertThat(pom).contains(profile));
    }
}
