package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Records with the same key wait for each other, and for no others. */
@Execution(CONCURRENT)
class OrderIT {
    private static final int OTHERS = 500;
    private static final int FAILING = 1_500; // more than this process would have look-ups in hand

    @Test
    @Guarantee("one key keeps failing and is repeated, with thousands of requests behind it")
    void aKeyThatKeepsFailingHoldsUpItsOwnRecordsOnly() {
        try (World world = World.create(1);
                Tail events = world.tail(world.info)) {
            world.set("logging.level", "debug"); // each failed look-up is a line
            world.set("retry.max-attempts", 100); // until all others are through, however long that takes
            world.netServer.fault(1, Fault.HALF_REPLY);
            for (int id = 1; id <= FAILING; id++) {
                world.send("failing", String.valueOf(id));
            }
            for (int i = 0; i < OTHERS; i++) {
                world.send("other-" + i, String.valueOf(10_000 + i));
            }
            world.flush();
            Instance instance = Instance.start(world);
            events.await(OTHERS);
            instance.await("a repeat", Timeouts.LONG, () -> instance.said("look-up failed, it is repeated") > 1);
            world.netServer.faultFirst(1, 0, Fault.HALF_REPLY);
            RecordBalance books = RecordBalance.close(world);

            events.await(OTHERS + FAILING);
            List<String> keys = events.records().stream()
                    .map(event -> Tail.text(event.key()))
                    .toList();
            assertThat(keys.subList(0, OTHERS)).doesNotContain("failing");
            assertThat(keys.subList(OTHERS, OTHERS + FAILING)).containsOnly("failing");
            assertThat(books.attempts()).as("events by attempts").hasSize(2).containsEntry(1, OTHERS + FAILING - 1);
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee("SIGTERM with calls under way")
    void whatIsUnderWayAtTheEndIsFinishedAndNotReadAgain() {
        try (World world = World.create()) {
            world.netServer.latency(Duration.ofSeconds(2));
            // Hardly two with one key, and far more than one process takes in hand of such.
            new Feed(world, Seed.of("OrderIT"), 100_000).send(3_000);
            Instance first = Instance.start(world);
            first.await("calls", Timeouts.LONG, () -> world.netServer.underWay() == 64);

            assertThat(first.stop()).isZero();

            assertThat(world.lag()).as("left for the next").isPositive();
            world.netServer.latency(Duration.ofMillis(5));
            Instance second = Instance.start(world);
            assertThat(RecordBalance.close(world).repeats()).isZero();
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    @Guarantee("several consumers in one process (`batchtask.kafka.consumers`)")
    void twoConsumersOfOneProcessShareItsWindow() {
        try (World world = World.create()) {
            world.set("kafka.consumers", 2);
            world.netServer.latency(Duration.ofMillis(50));
            new Feed(world, Seed.of("OrderIT")).send(Feed.RECORDS / 2);
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(instance.said(Instance.ASSIGNED))
                    .as("consumers with partitions")
                    .isGreaterThanOrEqualTo(2);
            assertThat(world.netServer.mostUnderWay()).isLessThanOrEqualTo(64);
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }
}
