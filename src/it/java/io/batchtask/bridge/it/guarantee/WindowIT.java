package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Books;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.io.File;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many calls at once, whatever the number of partitions, with few threads and little memory. */
class WindowIT {
    private static final Duration START = Duration.ofSeconds(40);

    @Test
    void onePartitionIsEnoughToUseAllCalls() {
        try (World world = World.create(1)) {
            world.netServer.latency(Duration.ofMillis(500)); // time enough to fill all slots
            new Feed(world, System.nanoTime(), 100_000).send(1_000);
            Instance instance = Instance.start(world);
            Books books = Books.close(world, Duration.ofSeconds(60));
            assertThat(world.netServer.mostUnderWay()).isEqualTo(64);
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    /**
     * The calls asked for leave half of the slots free even when one in a hundred takes a hundred times as long, so
     * they are only slowed down by waiting for one another.
     */
    @Test
    void oneSlowCallInAHundredDoesNotSlowDownTheOthers() {
        int perSecond = 400;
        int records = 2_000;
        long usual = millis(perSecond, records, false);
        long withSlowOnes = millis(perSecond, records, true);
        assertThat((double) usual / withSlowOnes)
                .as("%d ms without, %d ms with slow calls", usual, withSlowOnes)
                .isGreaterThanOrEqualTo(0.8);
    }

    /** Time from the first hundred events to the first nine tenths: neither start-up nor the last slow calls count. */
    private static long millis(int perSecond, int records, boolean slowOnes) {
        try (World world = World.create(1);
                Tail events = world.tail(world.info)) {
            world.set("intake.max-in-flight", 64).set("intake.rate-limit", perSecond);
            world.netServer.latency(Duration.ofMillis(20));
            world.netServer.slowEvery(slowOnes ? 100 : 0, Duration.ofSeconds(2));
            for (int id = 1; id <= records; id++) {
                world.send(null, String.valueOf(id));
            }
            world.flush();
            Instance instance = Instance.start(world);
            instance.await("the first events", START, () -> events.size() >= 100);
            long since = System.nanoTime();
            instance.await("most events", Duration.ofSeconds(60), () -> events.size() >= records * 9 / 10);
            long millis = Duration.ofNanos(System.nanoTime() - since).toMillis();
            Books.close(world, Duration.ofSeconds(30));
            return millis;
        }
    }

    @Test
    void fiveHundredCallsNeedNoFiveHundredThreads() {
        int calls = 512;
        try (World world = World.create(1)) {
            world.set("intake.max-in-flight", calls);
            world.netServer.latency(Duration.ofSeconds(3));
            for (int id = 1; id <= 2 * calls; id++) {
                world.send(null, String.valueOf(id));
            }
            world.flush();
            Instance instance = Instance.start(world);
            instance.await("calls", START, () -> world.netServer.underWay() == calls);
            assertThat(threads(instance)).isLessThan(60);
            Books.close(world, Duration.ofSeconds(30));
            assertThat(world.netServer.mostUnderWay()).isEqualTo(calls);
            assertThat(instance.stop()).isZero();
        }
    }

    private static int threads(Instance instance) {
        String[] tasks = new File("/proc/" + instance.jvm.pid() + "/task").list();
        assertThat(tasks).as("threads, as Linux counts them").isNotNull();
        return tasks.length;
    }

    @Test
    void aLongBacklogBehindAHangingNetServerFitsIntoLittleMemory() {
        int backlog = 100_000;
        try (World world = World.create(3)) {
            world.set("netserver.response-timeout", "2s").set("netserver.connect-timeout", "1s");
            world.netServer.faultEverywhere(Fault.HANG);
            new Feed(world, System.nanoTime()).send(backlog);
            Instance instance = Instance.start(world, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            instance.awaitSaid("NetServer does not answer, reading is paused");
            Awaitility.await("it holds")
                    .during(Feed.OUTAGE)
                    .atMost(Feed.OUTAGE.plusSeconds(5))
                    .until(instance.jvm::isAlive);
            assertThat(world.lag()).as("nothing is done").isGreaterThan(world.end(world.ids) - backlog * 2 / 100);

            world.netServer.faultEverywhere(null);
            instance.await("it goes on", Duration.ofSeconds(60), () -> world.netServer.distinctIds() > 900);
            assertThat(instance.stop()).isZero();
            assertThat(instance.said("OutOfMemoryError")).isZero();
        }
    }

    /** The most that is ever read ahead: requests that wait behind an earlier one of their key. */
    @Test
    void aLongBacklogOfFewKeysFitsIntoLittleMemory() {
        int backlog = 100_000;
        try (World world = World.create(3)) {
            world.netServer.latency(Duration.ofMillis(200));
            for (int i = 0; i < backlog; i++) {
                world.send("key-" + i % 12, String.valueOf(1 + i));
            }
            world.flush();
            Instance instance = Instance.start(world, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            instance.await("it goes on", Duration.ofSeconds(60), () -> world.netServer.distinctIds() > 200);
            Awaitility.await("it holds")
                    .during(Feed.OUTAGE)
                    .atMost(Feed.OUTAGE.plusSeconds(5))
                    .until(instance.jvm::isAlive);
            assertThat(instance.stop()).isZero();
            assertThat(instance.said("OutOfMemoryError")).isZero();
            assertThat(instance.jvm.output()).last().asString().containsPattern("received=[234]\\d{4} ");
        }
    }
}
