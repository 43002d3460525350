package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.List;
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
                    .anyMatch(line -> line.endsWith("setting; batchtask.management.token=***"))
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
    void atErrorsOnlyTheBridgeSaysNothingOfItsStart() {
        try (World world = World.create().set("logging.level", "error")) {
            ChildJvm run = world.process("lookup", "42");
            assertThat(run.waitFor(Timeouts.LONG)).isZero();
            assertThat(run.output()).noneMatch(line -> line.contains(" INFO "));
        }
    }
}
