package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** A process that stands still for longer than the group waits, and goes on as if nothing had happened. */
@Execution(CONCURRENT)
class FrozenInstanceIT {
    private static final int FEW_KEYS = 60; // so that the other instance soon gets to the next record of each

    @Test
    @Guarantee("an instance stands still for longer than its session")
    void whatAFrozenInstanceFinishesLateIsNeitherPublishedNorCommitted() {
        try (World world = World.create()) {
            world.set("kafka.client.session.timeout.ms", 3_000).set("kafka.client.heartbeat.interval.ms", 500);
            freezeOneOfTwo(world);
        }
    }

    /** The broker decides how long a session is, and is asked. */
    @Test
    @Guarantee("an instance stands still for longer than its session")
    void neitherIsItUnderTheProtocolInWhichTheBrokerAssigns() {
        Map<String, String> shortSessions = Map.of(
                "group.coordinator.rebalance.protocols", "classic,consumer",
                "group.consumer.session.timeout.ms", "5000",
                "group.consumer.min.session.timeout.ms", "5000",
                "group.consumer.heartbeat.interval.ms", "1000",
                "group.consumer.min.heartbeat.interval.ms", "1000");
        try (World world = World.withOwnBroker(3, shortSessions)) {
            world.unset("kafka.client.session.timeout.ms").unset("kafka.client.heartbeat.interval.ms");
            world.set("kafka.client.group.protocol", "consumer");
            freezeOneOfTwo(world);
        }
    }

    private static void freezeOneOfTwo(World world) {
        world.netServer.latency(Duration.ofMillis(500));
        Instance frozen = Instance.start(world).awaitAssigned();
        Instance other = Instance.start(world).awaitAssigned();
        AtomicLong frozenMillis = new AtomicLong();

        new Feed(world, Seed.of("FrozenInstanceIT"), FEW_KEYS).during(100, () -> {
            frozen.await("calls under way", Timeouts.LONG, () -> world.netServer.underWay() > 10);
            long since = System.nanoTime();
            frozen.jvm.freeze();
            other.awaitAssignedAgain();
            int calls = world.netServer.calls();
            other.await("the other is further", Timeouts.LONG, () -> world.netServer.calls() > calls + 100);
            frozen.jvm.thaw();
            frozenMillis.set(Duration.ofNanos(System.nanoTime() - since).toMillis());
            frozen.awaitSaid("partitions lost");
        });

        RecordBalance.close(world);
        assertThat(repeatsThatTook(world, frozenMillis.get() - 1_000))
                .as("late results")
                .isZero();
        assertThat(frozen.stop()).isZero();
        assertThat(other.stop()).isZero();
    }

    /** Events that were there already, of calls that lasted as long as the standstill. */
    private static long repeatsThatTook(World world, long millis) {
        Set<String> first = new HashSet<>();
        return Tail.all(world, world.info).stream()
                .filter(event -> !first.add(Tail.header(event, "ce_id")))
                .filter(event -> Long.parseLong(Tail.header(event, "batchtask-lookup-ms")) > millis)
                .count();
    }
}
