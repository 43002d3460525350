package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings no Kafka client can be made with: said in one line, and in the way of nothing that needs no Kafka. */
@ResourceLock(LogLines.LOCK)
class ClientSettingsIT {
    private static final String LOGIN = "some.LoginModule required password=\"S3cret-of-Kafka\"";

    /** It says why, and goes on: what NetServer needs is put right in the same hour. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.client.security.protocol | SASL_SSLL | security.protocol",
                "kafka.client.sasl.jaas.config | some.LoginModule required password=\"S3cret-of-Kafka\" | semi-colon",
                "kafka.client.sasl.login.callback.handler.class | com.example.Nobody | com.example.Nobody",
                "kafka.client.compression.type | rar | compression.type",
                "kafka.client.partition.assignment.strategy | CooperativeStickyAssignor | CooperativeStickyAssignor",
                "kafka.client.interceptor.classes | org.nope.I | org.nope.I",
                "kafka.bootstrap-servers | 127.0.0.1:1 | no connection to 127.0.0.1:1: Connection refused; does a broker run there",
                "kafka.bootstrap-servers | no-such-host.invalid:9092,nor-this.invalid:9092 | no-such-host.invalid",
            })
    void aKafkaSettingThatIsOfNoUseDoesNotKeepNetServerFromBeingChecked(String key, String value, String words) {
        try (World world = World.create()) {
            world.set("kafka.client.sasl.mechanism", "PLAIN");
            if (key.endsWith("jaas.config")) {
                world.set("kafka.client.security.protocol", "SASL_PLAINTEXT");
            }
            world.set(key, value);

            CommandRun check = CommandRun.of(world, "check");

            String all = check.text();
            assertThat(check.exit()).as(all).isEqualTo(1);
            assertThat(check.lines().stream().filter(line -> line.startsWith("FAIL")))
                    .as(all)
                    .singleElement()
                    .asString()
                    .startsWith("FAIL  broker: ")
                    .contains(words);
            assertThat(check.lines())
                    .as(all)
                    .contains("ok    batch-tasks: may be read")
                    .endsWith("1 of 11 checks failed: broker");
            assertThat(all + check.errors()).doesNotContain("S3cret-of-Kafka", "\tat ");
        }
    }

    @Test
    void runEndsAtOnceWithOneLineAndTheExitCodeOfWrongSettings() {
        try (World world = World.create()
                .set("kafka.client.security.protocol", "SASL_PLAINTEXT")
                .set("kafka.client.sasl.mechanism", "PLAIN")
                .set("kafka.client.sasl.jaas.config", LOGIN)) {
            Program run = world.program("run");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.text())
                    .contains("batchtask.kafka.client.*: ", "semi-colon")
                    .doesNotContain("S3cret-of-Kafka", "\tat ");
        }
    }

    /** They are right for the clients there are. */
    @Test
    void timesThatAreNotThoseOfAnAdminClientKeepNoOneFromStarting() {
        try (World world = World.create().set("kafka.client.default.api.timeout.ms", "5000")) {
            CommandRun check = CommandRun.of(world, "check");
            Program run = world.program("run");

            assertThat(check.exit()).as(check.text()).isZero();
            run.awaitLine("started;");
            assertThat(run.stop()).isZero();
        }
    }

    @Test
    void lookupWithoutPublishingNeedsNoKafka() {
        try (World world = World.create().set("kafka.bootstrap-servers", "no-such-host.invalid:9092")) {
            CommandRun lookup = CommandRun.of(world, "lookup", "42");

            assertThat(lookup.exit()).as(lookup.text()).isZero();
        }
    }
}
