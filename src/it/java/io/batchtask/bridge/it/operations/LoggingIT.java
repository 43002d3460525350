package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the process writes to its log. */
class LoggingIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The log of a process that has started and stopped. */
    private static List<String> log(World world) {
        ChildJvm run = world.process("run");
        Awaitility.await().atMost(Timeouts.LONG).until(() -> run.output().stream()
                .anyMatch(line -> line.contains("started; version=")));
        run.terminate();
        assertThat(run.waitFor(Timeouts.LONG)).isZero();
        return run.output();
    }

    @Test
    void linesForPeopleAreTheUsualForm() {
        try (World world = World.create().set("management.token", "0123456789abcdef")) {
            List<String> log = log(world);
            assertThat(log)
                    .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN|ERROR) .*"))
                    .anyMatch(line ->
                            line.matches(".* settings; batchtask\\..*=.* batchtask\\.management\\.token=\\*\\*\\* .*"))
                    .noneMatch(line -> line.contains("batchtask.intake.max-in-flight"))
                    .anyMatch(line -> line.matches(".*management port open; address=http://127\\.0\\.0\\.1:\\d+/ .*"));
        }
    }

    @Test
    void linesForMachinesFollowTheElasticCommonSchema() throws Exception {
        try (World world = World.create().set("logging.format", "ecs").set("logging.level", "debug")) {
            for (String line : log(world)) {
                JsonNode entry = JSON.readTree(line);
                assertThat(entry.fieldNames())
                        .toIterable()
                        .as(line)
                        .contains("@timestamp", "log.level", "message", "ecs.version", "log.logger");
                assertThat(entry.get("service.name").asText()).isEqualTo("batchtask-bridge");
                assertThat(entry.get("service.version").asText()).isNotEmpty().doesNotContain("version");
            }
        }
    }

    @Test
    void aCommandThatAnswersLogsOnlyWhatIsWrong() {
        try (World world = World.create()) {
            for (String[] command : List.of(new String[] {"check"}, new String[] {"lookup", "42"})) {
                ChildJvm run = world.process(command);
                assertThat(run.waitFor(Timeouts.LONG)).isZero();
                assertThat(run.output()).isNotEmpty().noneMatch(line -> line.contains(" INFO "));
            }
        }
    }

    /** What was counted is said at the latest when the process ends; each line is in there, said or counted. */
    @Test
    void ofAFloodOfRejectsTheNumbersAddUpAndATracedOneHasItsTrace() throws Exception {
        try (World world = World.create(1).set("logging.format", "ecs").set("kafka.client.group.instance.id", "me-0")) {
            String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
            world.send(
                    null,
                    "no".getBytes(),
                    new RecordHeader("traceparent", ("00-" + trace + "-00f067aa0ba902b7-01").getBytes()));
            for (int i = 1; i < 200; i++) {
                world.send(null, "no");
            }
            world.flush();
            ChildJvm run = world.process("run");
            world.tail(world.deadLetter).await(200);
            world.awaitNoLag();
            run.terminate();
            assertThat(run.waitFor(Timeouts.LONG)).isZero();

            long rejected = 0;
            for (String line : run.output()) {
                JsonNode entry = JSON.readTree(line);
                if (entry.path("event.action").asText().equals("rejected")) {
                    rejected += entry.path("labels.count").asLong(1);
                    assertThat(entry.get("error.code").asText()).isEqualTo("not-json");
                    assertThat(entry.get("service.node.name").asText()).isEqualTo("me-0");
                    assertThat(entry.has("trace.id"))
                            .isEqualTo(entry.get("labels.origin").asText().endsWith("/0"));
                    assertThat(entry.path("trace.id").asText(trace)).isEqualTo(trace);
                }
            }
            assertThat(rejected).isEqualTo(200);
        }
    }

    @Test
    void atErrorsOnlyTheBridgeSaysNothingOfItsStart() {
        try (World world = World.create().set("logging.level", "error")) {
            ChildJvm run = world.process("lookup", "42");
            assertThat(run.waitFor(Timeouts.LONG)).isZero();
            assertThat(run.output()).noneMatch(line -> line.contains(" INFO ") || line.contains(" WARN "));
        }
    }
}
