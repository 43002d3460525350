package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What one slow call costs the others; measured, so nothing else runs meanwhile. */
@Isolated("it compares two times")
class SlowCallIT {

    /**
     * The calls asked for leave half of the slots free even when one in a hundred takes a hundred times as long, so
     * they are only slowed down by waiting for one another.
     */
    @Test
    @Guarantee(
            "one partition only; one call in a hundred takes a hundred times as long; hundreds of calls; a long backlog")
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
            instance.await("the first events", Timeouts.LONG, () -> events.size() >= 100);
            long since = System.nanoTime();
            instance.await("most events", Timeouts.LONG, () -> events.size() >= records * 9 / 10);
            long millis = Duration.ofNanos(System.nanoTime() - since).toMillis();
            RecordBalance.close(world);
            return millis;
        }
    }
}
