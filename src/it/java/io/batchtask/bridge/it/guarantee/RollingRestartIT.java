package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.GroupType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Three instances, replaced one after the other while requests keep coming, under each way of sharing partitions. */
@Execution(CONCURRENT)
class RollingRestartIT {
    private static final int INSTANCES = 3;
    private static final Duration READY = Duration.ofSeconds(30); // a rolling update waits for it

    @Test
    @Guarantee(
            "several instances are restarted one after the other; eager, cooperative, broker-side assignment, static members")
    void nothingIsLostOrRepeatedWithTheCooperativeAssignorThatIsTheDefault() {
        try (World world = World.create()) {
            RecordBalance books = restartAll(
                    world, group -> assertThat(group.partitionAssignor()).isEqualTo("cooperative-sticky"));
            assertThat(books.repeats()).isZero();
        }
    }

    @Test
    @Guarantee(
            "several instances are restarted one after the other; eager, cooperative, broker-side assignment, static members")
    void nothingIsLostOrRepeatedWithAnEagerAssignorTheUserAskedFor() {
        try (World world = World.create()) {
            world.set("kafka.client.partition.assignment.strategy", RangeAssignor.class.getName());
            RecordBalance books = restartAll(
                    world, group -> assertThat(group.partitionAssignor()).isEqualTo("range"));
            assertThat(books.repeats()).isZero();
        }
    }

    @Test
    @Guarantee(
            "several instances are restarted one after the other; eager, cooperative, broker-side assignment, static members")
    void nothingIsLostOrRepeatedWithTheProtocolInWhichTheBrokerAssigns() {
        Map<String, String> offered = Map.of("group.coordinator.rebalance.protocols", "classic,consumer");
        try (World world = World.withOwnBroker(3, offered)) {
            world.settings.remove("batchtask.kafka.client.session.timeout.ms"); // the broker decides these
            world.settings.remove("batchtask.kafka.client.heartbeat.interval.ms");
            world.set("kafka.client.group.protocol", "consumer");
            RecordBalance books =
                    restartAll(world, group -> assertThat(group.type()).isEqualTo(GroupType.CONSUMER));
            assertThat(books.repeats()).isZero();
        }
    }

    @Test
    @Guarantee(
            "several instances are restarted one after the other; eager, cooperative, broker-side assignment, static members")
    void nothingIsLostOrRepeatedWithStaticMembersThatAreBackInTime() {
        try (World world = World.create()) {
            world.set("kafka.client.group.instance.id", "static").set("kafka.client.session.timeout.ms", 30_000);
            RecordBalance books = restartAll(world, group -> assertThat(group.members())
                    .hasSize(INSTANCES)
                    .allMatch(member -> member.groupInstanceId().isPresent()));
            assertThat(books.repeats()).isZero();
        }
    }

    private interface Expectation {
        void check(ConsumerGroupDescription group);
    }

    private static RecordBalance restartAll(World world, Expectation expectation) {
        world.netServer.latency(Duration.ofMillis(200));
        boolean isStatic = world.settings.containsKey("batchtask.kafka.client.group.instance.id");
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(start(world, isStatic, i));
        }
        instances.forEach(Instance::awaitAssigned);
        instances.forEach(instance ->
                instance.await("ready", READY, () -> instance.management().isReady()));
        Awaitility.await()
                .atMost(Timeouts.LONG)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> expectation.check(group(world)));
        new Feed(world, Seed.of("RollingRestartIT")).during(Feed.RECORDS / 30, () -> {
            for (int i = 0; i < INSTANCES; i++) {
                assertThat(instances.get(i).stop()).as("exit code").isZero();
                instances.set(i, start(world, isStatic, i).awaitAssigned());
            }
        });
        RecordBalance books = RecordBalance.close(world);
        instances.forEach(
                instance -> assertThat(instance.stop()).as("exit code").isZero());
        return books;
    }

    private static Instance start(World world, boolean isStatic, int number) {
        if (isStatic) {
            world.set("kafka.client.group.instance.id", "static-" + number);
        }
        return Instance.start(world);
    }

    private static ConsumerGroupDescription group(World world) {
        try (Admin admin = world.broker.admin()) {
            return admin.describeConsumerGroups(List.of(world.group))
                    .all()
                    .get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS)
                    .get(world.group);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
