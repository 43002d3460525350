package io.batchtask.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The service stopped in the middle of its work, as a deployment does. */
class RestartIT {
    private static final int ALL = 3_000; // three times what the bridge takes in hand

    @Test
    void whatIsUnderWayEndsAndIsCommittedAndTheNextRunDoesTheRest() {
        try (World world = World.create().set("intake.max-in-flight", 50)) {
            world.netServer.latency(Duration.ofMillis(100));
            for (int id = 1; id <= ALL; id++) {
                world.send(null, String.valueOf(id));
            }
            Tail events = world.tail(world.info);
            Program first = world.program(); // without a command the service runs
            events.await(100);

            assertThat(first.stop()).isZero();

            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(events.size() + world.lag())
                    .isEqualTo(ALL));
            int done = events.size();
            assertThat(done).isBetween(100, ALL - 1);
            assertThat(first.text()).contains("stopped; received=" + done + " published=" + done);

            world.netServer.latency(Duration.ofMillis(5));
            Program second = world.program("run");
            events.await(ALL);
            world.awaitNoLag();

            assertThat(second.stop()).isZero();
            assertThat(second.text()).contains("stopped; received=" + (ALL - done) + " published=" + (ALL - done));
            assertThat(events.records())
                    .extracting(event -> Tail.header(event, "ce_id"))
                    .doesNotHaveDuplicates()
                    .hasSize(ALL);
        }
    }
}
