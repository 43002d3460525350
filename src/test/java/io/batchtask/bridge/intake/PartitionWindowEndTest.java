package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A partition is given back, or was taken away. */
class PartitionWindowEndTest {
    private static final long POSITION = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Backpressure all = Backpressure.ofAll();
    private final Lease lease = Leases.lasting();
    private long now;
    private final PartitionWindow window = new PartitionWindow(all.part(), lease, Runnable::run, () -> now);
    private final Map<Long, InFlight> started = new HashMap<>();
    private final List<Long> startOrder = new ArrayList<>();

    @Test
    void whatArrivesAfterTheWindowWasClosedCountsForNothing() {
        read(10, "a");
        read(11, "b");
        started.get(10L).begin();

        assertThat(window.close()).isEqualTo(2);

        assertThat(started.get(10L).mayPublish()).isFalse();
        assertThat(started.get(10L).finish()).isFalse();
        assertThat(started.get(11L).begin()).isFalse();
        assertThat(all.unfinished()).isZero();
        assertThat(all.bytes()).isZero();
    }

    @Test
    void closingTwiceGivesBackOnce() {
        read(10, "a");

        assertThat(window.close()).isEqualTo(1);
        assertThat(window.close()).isZero();
    }

    /** A consumer that vanished without a word may still poll what it had fetched. */
    @Test
    void aClosedWindowTakesNothing() {
        window.close();

        assertThatIllegalStateException().isThrownBy(() -> window.register(10, 1, 0));

        assertThat(all.unfinished()).isZero();
    }

    @Test
    void aWindowThatDrainsStartsNothingNew() {
        read(10, "a");
        read(11, "a");
        read(12, "b");
        started.get(10L).begin();

        window.drain(NEVER);

        assertThat(started.get(12L).begin()).as("a record that rests").isFalse();
        started.get(10L).finish();
        assertThat(startOrder).as("the next of the lane").containsExactly(10L, 12L);
    }

    @Test
    void aWindowThatDrainsLetsTheWorkingOnesFinish() {
        read(10, "a");
        started.get(10L).begin();

        window.drain(NEVER);

        assertThat(started.get(10L).mayPublish()).isTrue();
        assertThat(started.get(10L).begin()).as("its next step").isTrue();
        assertThat(started.get(10L).finish()).isTrue();
        assertThat(window.offsets().committable(POSITION)).isEqualTo(POSITION);
    }

    @Test
    void inADrainNoResultLeavesThatMightArriveTooLate() {
        read(10, "a");
        started.get(10L).begin();
        window.drain(100);

        now = 99;
        assertThat(started.get(10L).mayPublish()).isTrue();
        now = 100;
        assertThat(started.get(10L).mayPublish()).isFalse();
        assertThat(started.get(10L).begin()).as("so that it is known why").isTrue();
    }

    @Test
    void noResultLeavesWithoutALease() {
        read(10, "a");
        started.get(10L).begin();
        assertThat(started.get(10L).mayPublish()).isTrue();
        lease.end();
        assertThat(started.get(10L).mayPublish()).isFalse();
        assertThat(started.get(10L).begin()).as("it is not given up").isTrue();
        assertThat(started.get(10L).finish()).isTrue();
    }

    @Test
    void aRecordThatRestsIsNotWaitedFor() {
        read(10, "a");
        started.get(10L).begin();
        started.get(10L).pause();

        assertThat(window.awaitQuiet(System.nanoTime())).isTrue();
    }

    @Test
    void waitingForQuietEndsWithTheDeadline() {
        read(10, "a");
        started.get(10L).begin();
        long deadline = System.nanoTime() + Duration.ofMillis(20).toNanos();

        assertThat(window.awaitQuiet(deadline)).isFalse();
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void waitingForQuietEndsWhenTheLastWorkingRecordIsFinished() {
        read(10, "a");
        read(11, "b");
        started.get(10L).begin();
        started.get(11L).begin();
        started.get(10L).finish();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();

        CompletableFuture<Boolean> quiet = CompletableFuture.supplyAsync(() -> window.awaitQuiet(deadline));
        assertThat(quiet).isNotDone();
        started.get(11L).finish();

        await().atMost(Duration.ofSeconds(2)).until(quiet::isDone);
        assertThat(quiet).isCompletedWithValue(true);
    }

    private void read(long offset, Object lane) {
        window.register(offset, 1, System.nanoTime());
        window.accept(offset, lane, flight -> {
            startOrder.add(offset);
            started.put(offset, flight);
        });
    }
}
