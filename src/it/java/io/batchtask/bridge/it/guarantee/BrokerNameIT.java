package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker's name appears after the bridge, as it does where both are started at once. */
@Execution(CONCURRENT)
class BrokerNameIT {
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    @Guarantee("the broker's name cannot be resolved at the start")
    void aNameThatIsNotThereYetIsWaitedFor(boolean createsTopics, boolean severalNames) throws IOException {
        try (World world = World.create()) {
            Path hosts = Files.writeString(world.directory().resolve("hosts"), "127.0.0.1 localhost\n");
            String port = world.broker.bootstrapServers().replaceAll(".*:", "");
            world.set(
                            "kafka.bootstrap-servers",
                            severalNames ? "first.test:" + port + ",second.test:" + port : "first.test:" + port)
                    .set("topics.create", createsTopics);
            world.send(null, "42");
            world.flush();
            Instance instance = Instance.start(
                    world,
                    "-Djdk.net.hosts.file=" + hosts,
                    "-Dsun.net.inetaddr.ttl=0",
                    "-Dsun.net.inetaddr.negative.ttl=0");
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(
                            instance.management().awaitDown("broker"))
                    .contains("no name in batchtask.kafka.bootstrap-servers can be resolved"));
            Awaitility.await("alive")
                    .during(Duration.ofSeconds(6)) // more than one attempt
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> instance.jvm.isAlive() && instance.management().isLive());

            Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.1 first.test\n");

            instance.management().awaitReady();
            world.tail(world.info).await(1);
            world.awaitNoLag();
            assertThat(instance.log()).doesNotContain("\tat ");
            assertThat(instance.stop()).isZero();
        }
    }
}
