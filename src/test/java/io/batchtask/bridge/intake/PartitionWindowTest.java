package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
    private static final long POSITION = 1_000;

    private final Backpressure backpressure = Backpressure.ofAll().part();
    private long now;
    private final PartitionWindow window =
            new PartitionWindow(backpressure, Leases.lasting(), Runnable::run, () -> now);
    private final Map<Long, InFlight> started = new HashMap<>();
    private final List<Long> startOrder = new ArrayList<>();

    @Test
    void withNothingUnderWayTheConsumersPositionIsCommitted() {
        assertThat(window.offsets().committable(POSITION)).isEqualTo(POSITION);
        assertThat(window.offsets().firstSince()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingIsCommittedBeyondTheFirstUnfinishedRecord() {
        read(10, "a");
        read(11, "b");
        read(12, "c");

        finish(11);
        finish(12);

        assertThat(window.offsets().committable(POSITION)).isEqualTo(10);
        assertThat(window.offsets().span()).isEqualTo(3);
    }

    @Test
    void theFinishedPrefixIsCommittedAcrossGapsInTheOffsets() {
        read(10, "a");
        read(14, "b"); // compaction and transaction markers leave gaps
        read(90, "c");

        finish(10);
        assertThat(window.offsets().committable(POSITION)).isEqualTo(14);
        finish(14);
        assertThat(window.offsets().committable(POSITION)).isEqualTo(90);
        finish(90);
        assertThat(window.offsets().committable(POSITION)).isEqualTo(POSITION);
        assertThat(window.offsets().span()).isZero();
    }

    @Test
    void aRecordThatWasPolledButNotYetHandedOverHoldsTheCommitBack() {
        window.register(10, 1, 0);

        assertThat(window.offsets().committable(POSITION)).isEqualTo(10);
        assertThat(window.notHandedOver()).isEqualTo(1);
    }

    @Test
    void recordsOfOneLaneStartOneAfterTheOtherInOrder() {
        read(10, "a");
        read(11, "a");
        read(12, "a");

        assertThat(startOrder).containsExactly(10L);
        finish(10);
        assertThat(startOrder).containsExactly(10L, 11L);
        finish(11);
        assertThat(startOrder).containsExactly(10L, 11L, 12L);
    }

    @Test
    void aLaneThatWasEmptiedStartsAnew() {
        read(10, "a");
        finish(10);
        read(11, "a");

        assertThat(startOrder).containsExactly(10L, 11L);
    }

    @Test
    void recordsOfDifferentLanesStartWithoutWaitingForEachOther() {
        read(10, "a");
        read(11, "b");
        read(12, "a");
        read(13, "c");

        assertThat(startOrder).containsExactly(10L, 11L, 13L);
    }

    @Test
    void finishingTwiceCountsOnce() {
        read(10, "a");
        read(11, "a");
        read(12, "a");

        assertThat(started.get(10L).finish()).isTrue();
        assertThat(started.get(10L).finish()).isFalse();

        assertThat(startOrder).containsExactly(10L, 11L);
        assertThat(backpressure.unfinished()).isEqualTo(2);
    }

    @Test
    void aFinishedRecordIsNotWorkedOnAgain() {
        read(10, "a");
        finish(10);

        assertThat(started.get(10L).begin()).isFalse();
    }

    @Test
    void offsetsThatGoBackwardsAreRefusedWhileRecordsAreUnderWay() {
        window.register(10, 1, 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> window.register(10, 1, 0))
                .withMessageContaining("offset 10 came after 10");
        assertThatIllegalStateException().isThrownBy(() -> window.register(9, 1, 0));

        assertThat(backpressure.unfinished()).isEqualTo(1);
        assertThat(window.offsets().committable(POSITION)).isEqualTo(10);
    }

    @Test
    void aRecordThatWasNotPolledIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> accept(10, "a"))
                .withMessageContaining("not registered by a poll");
    }

    @Test
    void aHandOverOutOfTurnIsRefusedAndTheRecordInTurnStaysMissing() {
        window.register(10, 1, 0);
        window.register(11, 1, 0);

        assertThatIllegalStateException().isThrownBy(() -> accept(11, "a"));

        assertThat(window.notHandedOver()).isEqualTo(2);
        accept(10, "a");
        accept(11, "b");
        assertThat(startOrder).containsExactly(10L, 11L);
    }

    @Test
    void theOldestUnfinishedRecordHoldsTheCommitBackSinceTheOneBeforeItWasFinished() {
        window.register(10, 1, 100);
        window.register(11, 1, 100);
        window.register(12, 1, 100);
        accept(10, "slow");
        accept(11, "slow");
        accept(12, "b");
        assertThat(window.offsets().firstSince()).isEqualTo(100);

        now = 5_000;
        finish(10);
        assertThat(window.offsets().firstSince())
                .as("its turn has come only now")
                .isEqualTo(5_000);
    }

    @Test
    void aStuckRecordIsAsOldAsItIsWhateverIsFinishedBehindIt() {
        window.register(10, 1, 100);
        window.register(11, 1, 100);
        accept(10, "stuck");
        accept(11, "b");

        now = 5_000;
        finish(11);
        assertThat(window.offsets().firstSince()).isEqualTo(100);
        window.register(12, 1, 6_000);
        assertThat(window.offsets().firstSince()).isEqualTo(100);
    }

    @Test
    void aRecordThatComesAfterARestHoldsNothingUpBeforeItIsPolled() {
        window.register(10, 1, 100);
        accept(10, "a");
        finish(10);
        window.register(11, 1, 9_000);
        assertThat(window.offsets().firstSince()).isEqualTo(9_000);
    }

    @Test
    void whatIsReadOrFinishedIsAChangeOnce() {
        assertThat(window.offsets().takeChange()).isFalse();
        read(10, "a");
        assertThat(window.offsets().isChanged()).isTrue();
        assertThat(window.offsets().takeChange()).isTrue();
        assertThat(window.offsets().isChanged()).isFalse();

        finish(10);
        assertThat(window.offsets().takeChange()).isTrue();
        assertThat(window.offsets().takeChange()).isFalse();
    }

    @Test
    void aRecordThatBacksOffCouldNotRun() {
        read(10, "a");
        read(11, "b");
        started.get(10L).begin();

        started.get(10L).backOff();
        assertThat(backpressure.runnable()).isEqualTo(1);
        assertThat(backpressure.begun()).as("a stop waits for it").isEqualTo(2);
        assertThat(window.isQuiet()).as("a rebalance does not").isTrue();

        started.get(10L).pause();
        assertThat(backpressure.runnable()).as("waits for its turn").isEqualTo(2);
        started.get(10L).backOff();
        started.get(10L).begin();
        assertThat(backpressure.runnable()).as("works again").isEqualTo(2);
        started.get(10L).backOff();
        finish(10);
        assertThat(backpressure.runnable()).isEqualTo(1);
        assertThat(backpressure.backingOff()).isZero();
    }

    @Test
    void aStopDoesNotWaitForARecordThatLingers() {
        read(10, "a");
        read(11, "b");
        started.get(10L).begin();

        started.get(10L).linger();
        assertThat(backpressure.runnable()).isEqualTo(1);
        assertThat(backpressure.begun()).isEqualTo(1);
        assertThat(backpressure.lingering()).isEqualTo(1);
        assertThat(window.isQuiet()).as("nor does a rebalance").isTrue();

        started.get(10L).pause();
        assertThat(backpressure.begun()).as("waits for its turn").isEqualTo(2);
        started.get(10L).linger();
        window.close();
        assertThat(backpressure.lingering()).isZero();
        assertThat(backpressure.begun()).isZero();
    }

    private void read(long offset, Object lane) {
        window.register(offset, 1, System.nanoTime());
        accept(offset, lane);
    }

    private void accept(long offset, Object lane) {
        window.accept(offset, lane, flight -> {
            startOrder.add(offset);
            started.put(offset, flight);
        });
    }

    private void finish(long offset) {
        started.get(offset).finish();
    }
}
