package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.kafka.KafkaProxy;
import io.batchtask.bridge.it.world.Authors;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/**
 * An instance that reads, calls and publishes as ever, but receives nothing from its group any more: of all ways to lose
 * partitions the one in which it notices nothing by itself.
 */
@Execution(CONCURRENT)
class CutOffIT {
    private static final int PARTITIONS = 2;
    private static final int KEYS = 60; // so that the successor soon gets to a later request of each
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int PER_SECOND = 100;
    private static final Duration BOTH_AT_WORK = Duration.ofSeconds(15); // or would be, if the one did not fall silent

    private static final Map<String, String> BROKER_ASSIGNS = Map.of(
            "group.coordinator.rebalance.protocols", "classic,consumer",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.session.timeout.ms", "6000",
            "group.consumer.heartbeat.interval.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "1000");

    @Test
    @Guarantee("an instance is cut off from the coordinator of its group, and from nothing else")
    void nothingComesBehindWhatItsSuccessorHasPublished() {
        try (World world = classic()) {
            cutOffOneOfTwo(world);
        }
    }

    @Test
    @Guarantee("an instance is cut off from the coordinator of its group, and from nothing else")
    void norDoesItUnderTheProtocolInWhichTheBrokerAssigns() {
        try (World world = World.behindProxy(PARTITIONS, BROKER_ASSIGNS)) {
            world.unset("kafka.client.session.timeout.ms").unset("kafka.client.heartbeat.interval.ms");
            world.set("kafka.client.group.protocol", "consumer");
            cutOffOneOfTwo(world);
        }
    }

    /** Its successor need not wait for the session: nothing can fence it sooner than its own lease. */
    @Test
    @Guarantee("an instance is cut off from the coordinator of its group, and from nothing else")
    void aStaticMemberThatIsReplacedMeanwhileFallsSilentWithinItsSession() {
        try (World world = classic()) {
            world.netServer.latency(LATENCY);
            world.set("kafka.client.group.instance.id", "the-only-one");
            Instance first = Authors.start(world, "First").awaitAssigned();
            AtomicLong silent = new AtomicLong();
            requestsOf(world).during(PER_SECOND, () -> {
                world.broker.proxy().drop(KafkaProxy.COORDINATOR);
                silent.set(System.currentTimeMillis() + SESSION.toMillis());
                startBesides(world, "Second");
                awaitEndOfCut();
                first.kill(); // with its name it would drive the other one out
            });
            world.awaitNoLag();
            assertThat(Authors.events(world, "First", silent.get(), Long.MAX_VALUE))
                    .as("events of a member that was replaced")
                    .isZero();
            RecordBalance books =
                    RecordBalance.open(world); // until then, the two of them may have published side by side
            assertThat(books.events() + books.deadLetters()).isEqualTo((int) world.end(world.ids));
        }
    }

    private static World classic() {
        return World.behindProxy(PARTITIONS, Map.of()).set("kafka.client.session.timeout.ms", SESSION.toMillis());
    }

    private static void cutOffOneOfTwo(World world) {
        world.netServer.latency(LATENCY);
        Instance first = Authors.start(world, "First").awaitAssigned();
        Instance second = startBesides(world, "Second");
        AtomicLong takenOver = new AtomicLong();
        AtomicLong released = new AtomicLong();
        requestsOf(world).during(PER_SECOND, () -> {
            world.broker.proxy().drop(KafkaProxy.COORDINATOR);
            second.awaitAssignedAgain();
            takenOver.set(System.currentTimeMillis());
            awaitEndOfCut();
            released.set(System.currentTimeMillis());
            world.broker.proxy().release();
            second.awaitSaid("partitions revoked; partitions=[ids"); // the first one is back
        });
        world.awaitNoLag();
        assertThat(Authors.events(world, "First", takenOver.get(), released.get()))
                .as("events of a member whose partitions are another's")
                .isZero();
        assertThat(Authors.late(world, "First")).isEmpty();
        RecordBalance.close(world);
        assertThat(first.stop()).isZero();
        assertThat(second.stop()).isZero();
    }

    /** On a way to the broker that nothing stands in. */
    private static Instance startBesides(World world, String name) {
        world.set("kafka.bootstrap-servers", world.broker.bootstrapServers());
        return Authors.start(world, name).awaitAssigned();
    }

    private static Feed requestsOf(World world) {
        return new Feed(world, Seed.of("CutOffIT"), KEYS);
    }

    private static void awaitEndOfCut() {
        Awaitility.await()
                .pollDelay(BOTH_AT_WORK)
                .atMost(BOTH_AT_WORK.plusSeconds(5))
                .until(() -> true);
    }
}
