package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** The service stopped in the middle of its work, as a deployment does. */
@Execution(CONCURRENT)
class RestartIT {
    private static final int ALL = 3_000; // three times what the bridge takes in hand

    @Test
    @Guarantee("SIGTERM with calls under way")
    void whatIsUnderWayEndsAndIsCommittedAndTheNextRunDoesTheRest() {
        try (World world = World.create().set("intake.max-in-flight", 50)) {
            world.netServer.latency(Duration.ofMillis(100));
            for (int id = 1; id <= ALL; id++) {
                world.send(null, String.valueOf(id));
            }
            world.flush();
            Tail events = world.tail(world.info);
            Program first = world.program(); // without a command the service runs
            events.await(100);

            assertThat(first.stop()).isZero();

            int done = Tail.all(world, world.info).size();
            assertThat(done + world.lag()).as("done, or left to the next").isEqualTo(ALL);
            assertThat(done).isBetween(100, ALL - 1);
            assertThat(first.text()).contains("stopped; received=" + done + " published=" + done);

            world.netServer.latency(Duration.ofMillis(5));
            Program second = world.program("run");
            world.awaitNoLag();

            assertThat(second.stop()).isZero();
            assertThat(second.text()).contains("stopped; received=" + (ALL - done) + " published=" + (ALL - done));
            assertThat(Tail.all(world, world.info))
                    .extracting(event -> Tail.header(event, "ce_id"))
                    .doesNotHaveDuplicates()
                    .hasSize(ALL);
        }
    }

    /** A call that is cut off at the end of the time allowed would have to be made again. */
    @Test
    @Guarantee("SIGTERM with more in hand than the drain time-out allows for")
    void aStopThatCannotWaitForAllBeginsNothingNewAtItsEndAndRepeatsNoCall() {
        try (World world = World.create().set("shutdown.drain-timeout", "6s").set("intake.max-in-flight", 1)) {
            Stop stop = stopOnTheWayAndGoOn(world, null); // one after the other: 32 s in all
            assertThat(stop.log()).containsPattern("read again; unfinished=\\d+ outage=false under-way=false");
        }
    }

    /** A deployment need not wait for a key with thousands of requests in a row. */
    @Test
    @Guarantee("SIGTERM with calls under way")
    void aStopLeavesWhatWaitsBehindAnEarlierRequestOfItsKey() {
        try (World world = World.create()) {
            Stop stop = stopOnTheWayAndGoOn(world, "one key");
            assertThat(stop.log()).containsPattern(" INFO .* are left to the next owner; unfinished=\\d+");
            assertThat(stop.took()).as("far from the drain time-out of 30 s").isLessThan(Duration.ofSeconds(15));
        }
    }

    /** What the first instance said, and how long it took to end. */
    private record Stop(String log, Duration took) {}

    private static Stop stopOnTheWayAndGoOn(World world, String key) {
        int all = 80;
        world.netServer.latency(Duration.ofMillis(400));
        for (int id = 1; id <= all; id++) {
            world.send(key, String.valueOf(id));
        }
        world.flush();
        Tail events = world.tail(world.info);
        Program first = world.program("run");
        events.await(5);

        long began = System.nanoTime();
        assertThat(first.stop()).isZero();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        world.netServer.latency(Duration.ZERO);
        Program second = world.program("run");
        world.awaitNoLag();
        assertThat(second.stop()).isZero();
        assertThat(world.netServer.calls()).as("calls").isEqualTo(all);
        assertThat(Tail.all(world, world.info))
                .extracting(event -> Tail.header(event, "batchtask-origin"))
                .doesNotHaveDuplicates()
                .hasSize(all);
        return new Stop(first.text(), took);
    }

    /** Waiting for the end of an outage would only keep the deployment waiting; the records are safe in their topic. */
    @Test
    @Guarantee("SIGTERM during an outage of NetServer")
    void aStopDuringAnOutageDoesNotWaitForItsEnd() {
        try (World world = World.create().set("breaker.max-wait-duration", "1s")) {
            world.netServer.faultEverywhere(Fault.RESET);
            for (int id = 1; id <= 200; id++) {
                world.send(null, String.valueOf(id));
            }
            Program first = world.program("run");
            first.awaitLine("NetServer does not answer, reading is paused");
            long began = System.nanoTime();

            assertThat(first.stop()).isZero();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            assertThat(first.text())
                    .containsPattern("they will be read again; unfinished=\\d+ outage=true")
                    .contains(" published=0 rejected=0 ")
                    .doesNotContain("Interrupted", "\tat ");
            assertThat(world.tail(world.deadLetter).size()).isZero();

            world.netServer.faultEverywhere(null);
            Program second = world.program("run");
            assertThat(world.tail(world.info).await(200))
                    .extracting(event -> Tail.header(event, "ce_id"))
                    .doesNotHaveDuplicates();
            world.awaitNoLag();
            assertThat(second.stop()).isZero();
        }
    }
}
