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
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Two processes with one {@code group.instance.id}: two clusters with the same manifests, a pod that is not dead. */
@Execution(CONCURRENT)
class FencedInstanceIT {
    private static final String ROW = "two processes have one `group.instance.id`";
    private static final int PER_SECOND = 40;
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(40);

    /** In hand at the moment: one second of requests, and what was finished since the last commit. */
    private static final int MOST_REPEATS = 2 * PER_SECOND;

    /** A wait is at most a fifth longer than the minute, and the other's session ends first. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(100);

    @Test
    @Guarantee(ROW)
    void theYoungerOneReadsAndTheOtherStopsUntilItIsGone() {
        try (World world = World.create().set("kafka.client.session.timeout.ms", SESSION.toMillis())) {
            world.set("kafka.client.group.instance.id", "bridge-0");
            Instance first = Instance.start(world).awaitAssigned();
            Instance[] second = new Instance[1];
            feed(world).during(PER_SECOND, () -> {
                second[0] = Instance.start(world).awaitAssigned();
                awaitSideBySide();
            });
            assertThat(first.management().awaitDown("broker"))
                    .startsWith("another process has group.instance.id bridge-0 in group " + world.group
                            + ": this one has stopped reading; next try in ");
            assertThat(fenced(first)).isEqualTo(1);
            assertThat(fenced(second[0])).isZero();
            assertThat(first.management().isLive()).isTrue();
            assertThat(first.said(Instance.ASSIGNED)).as(first.log()).isEqualTo(1);
            assertThat(second[0].said(Instance.ASSIGNED)).as(second[0].log()).isEqualTo(1);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.repeats()).as("repeats").isLessThanOrEqualTo(MOST_REPEATS);

            assertThat(second[0].stop()).isZero();
            feed(world).send(PER_SECOND);
            first.await("it reads again", NEXT_LOOK, () -> first.said(Instance.ASSIGNED) == 2);
            first.management().awaitReady();
            first.awaitSaid("up again; check=broker lasted=");
            assertThat(fenced(first)).isZero();
            assertThat(RecordBalance.close(world).repeats()).isEqualTo(books.repeats());
            assertThat(first.stop()).isZero();
        }
    }

    /** Here the broker lets no second one in. */
    @Test
    @Guarantee(ROW)
    void underTheProtocolInWhichTheBrokerAssignsTheOlderOneReadsUntilItIsGone() {
        Map<String, String> brokerAssigns = Map.of(
                "group.coordinator.rebalance.protocols", "classic,consumer",
                "group.consumer.session.timeout.ms", "6000",
                "group.consumer.min.session.timeout.ms", "6000",
                "group.consumer.heartbeat.interval.ms", "1000",
                "group.consumer.min.heartbeat.interval.ms", "1000");
        try (World world = World.withOwnBroker(3, brokerAssigns)) {
            world.unset("kafka.client.session.timeout.ms").unset("kafka.client.heartbeat.interval.ms");
            world.set("kafka.client.group.protocol", "consumer").set("kafka.client.group.instance.id", "bridge-0");
            Instance first = Instance.start(world).awaitAssigned();
            Instance second = Instance.start(world);
            feed(world).during(PER_SECOND, () -> {
                second.await("it is not let in", Timeouts.LONG, () -> fenced(second) == 1);
                assertThat(second.management().awaitDown("broker"))
                        .startsWith("another process has, or had until its session ends, group.instance.id bridge-0");
                awaitSideBySide();
            });
            assertThat(second.said(Instance.ASSIGNED)).as(second.log()).isZero();
            assertThat(RecordBalance.close(world).repeats()).isZero();

            assertThat(first.stop()).isZero();
            feed(world).send(PER_SECOND);
            second.await("it reads", NEXT_LOOK, () -> second.said(Instance.ASSIGNED) == 1);
            second.management().awaitReady();
            RecordBalance.close(world);
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    @Guarantee(ROW)
    void oneThatWaitsForItsNameStopsAtOnce() {
        try (World world = World.create().set("kafka.client.session.timeout.ms", SESSION.toMillis())) {
            world.set("kafka.client.group.instance.id", "bridge-0");
            Instance first = Instance.start(world).awaitAssigned();
            Instance.start(world).awaitAssigned();
            first.await("it is driven out", Timeouts.LONG, () -> fenced(first) == 1);

            long began = System.nanoTime();
            assertThat(first.stop()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
    }

    private static Feed feed(World world) {
        return new Feed(world, Seed.of("FencedInstanceIT"));
    }

    private static double fenced(Instance instance) {
        return instance.management().metrics().sum("batchtask_member_fenced");
    }

    private static void awaitSideBySide() {
        Awaitility.await()
                .pollDelay(SIDE_BY_SIDE)
                .atMost(SIDE_BY_SIDE.plusSeconds(5))
                .until(() -> true);
    }
}
