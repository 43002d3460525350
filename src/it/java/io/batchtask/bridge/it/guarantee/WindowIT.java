package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.File;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Many calls at once, whatever the number of partitions, with few threads and little memory. */
@Execution(CONCURRENT)
class WindowIT {

    @Test
    @Guarantee(
            "one partition only; one call in a hundred takes a hundred times as long; hundreds of calls; a long backlog")
    void onePartitionIsEnoughToUseAllCalls() {
        try (World world = World.create(1)) {
            world.netServer.hold(); // until all are there, however long a busy machine takes for it
            new Feed(world, Seed.of("WindowIT"), 100_000).send(1_000);
            Instance instance = Instance.start(world);
            instance.await("all calls", Timeouts.LONG, () -> world.netServer.held() == 64);
            world.netServer.release();
            RecordBalance books = RecordBalance.close(world);
            assertThat(world.netServer.mostUnderWay()).isLessThanOrEqualTo(64);
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee(
            "one partition only; one call in a hundred takes a hundred times as long; hundreds of calls; a long backlog")
    void fiveHundredCallsNeedNoFiveHundredThreads() {
        int calls = 512;
        try (World world = World.create(1)) {
            world.set("intake.max-in-flight", calls);
            world.netServer.hold();
            for (int id = 1; id <= 2 * calls; id++) {
                world.send(null, String.valueOf(id));
            }
            world.flush();
            Instance instance = Instance.start(world);
            instance.await("all calls", Timeouts.LONG, () -> world.netServer.held() == calls);
            assertThat(threads(instance)).isLessThan(60);
            assertThat(world.netServer.held()).isEqualTo(calls);
            world.netServer.release();
            RecordBalance.close(world);
            assertThat(world.netServer.mostUnderWay()).isLessThanOrEqualTo(calls);
            assertThat(instance.stop()).isZero();
        }
    }

    private static int threads(Instance instance) {
        String[] tasks = new File("/proc/" + instance.jvm.pid() + "/task").list();
        assertThat(tasks).as("threads, as Linux counts them").isNotNull();
        return tasks.length;
    }

    @Test
    @Guarantee(
            "one partition only; one call in a hundred takes a hundred times as long; hundreds of calls; a long backlog")
    void aLongBacklogBehindAHangingNetServerFitsIntoLittleMemory() {
        int backlog = 100_000;
        try (World world = World.create(3)) {
            world.set("netserver.response-timeout", "2s").set("netserver.connect-timeout", "1s");
            world.netServer.faultEverywhere(Fault.HANG);
            new Feed(world, Seed.of("WindowIT")).send(backlog);
            Instance instance = Instance.start(world, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            instance.awaitSaid("NetServer does not answer, reading is paused");
            Awaitility.await("it holds")
                    .during(Feed.OUTAGE)
                    .atMost(Feed.OUTAGE.plusSeconds(5))
                    .until(instance.jvm::isAlive);
            assertThat(world.lag()).as("nothing is done").isGreaterThan(world.end(world.ids) - backlog * 2 / 100);

            world.netServer.faultEverywhere(null);
            instance.await("it goes on", Timeouts.LONG, () -> world.netServer.distinctIds() > 900);
            assertThat(instance.stop()).isZero();
            assertThat(instance.said("OutOfMemoryError")).isZero();
        }
    }

    /** The most that is ever read ahead: requests that wait behind an earlier one of their key. */
    @Test
    @Guarantee(
            "one partition only; one call in a hundred takes a hundred times as long; hundreds of calls; a long backlog")
    void aLongBacklogOfFewKeysFitsIntoLittleMemory() {
        int backlog = 100_000;
        try (World world = World.create(3)) {
            world.netServer.latency(Duration.ofMillis(200));
            for (int i = 0; i < backlog; i++) {
                world.send("key-" + i % 12, String.valueOf(1 + i));
            }
            world.flush();
            Instance instance = Instance.start(world, "-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
            instance.await("it goes on", Timeouts.LONG, () -> world.netServer.distinctIds() > 200);
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
