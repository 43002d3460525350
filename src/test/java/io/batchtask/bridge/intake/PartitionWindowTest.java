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

    private final Backpressure inHand = Backpressure.ofAll().part();
    private long now;
    private final PartitionWindow window = new PartitionWindow(inHand, Leases.lasting(), Runnable::run, () -> now);
    private final Map<Long, InFlight> started = new HashMap<>();
    private final List<Long> startOrder = new ArrayList<>();

    @Test
    void withNothingUnderWayTheConsumersPositionIsCommitted() {
        assertThat(window.committable(POSITION)).isEqualTo(POSITION);
        assertThat(window.oldestUnfinished()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingIsCommittedBeyondTheFirstUnfinishedRecord() {
        read(10, "a");
        read(11, "b");
        read(12, "c");

        finish(11);
        finish(12);

        assertThat(window.committable(POSITION)).isEqualTo(10);
        assertThat(window.span()).isEqualTo(3);
    }

    @Test
    void theFinishedPrefixIsCommittedAcrossGapsInTheOffsets() {
        read(10, "a");
        read(14, "b"); // compaction and transaction markers leave gaps
        read(90, "c");

        finish(10);
        assertThat(window.committable(POSITION)).isEqualTo(14);
        finish(14);
        assertThat(window.committable(POSITION)).isEqualTo(90);
        finish(90);
        assertThat(window.committable(POSITION)).isEqualTo(POSITION);
        assertThat(window.span()).isZero();
    }

    @Test
    void aRecordThatWasPolledButNotYetHandedOverHoldsTheCommitBack() {
        window.register(10, 1, 0);

        assertThat(window.committable(POSITION)).isEqualTo(10);
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
        assertThat(inHand.unfinished()).isEqualTo(2);
    }

    @Test
    void aFinishedRecordIsNotWorkedOnAgain() {
        read(10, "a");
        finish(10);

        assertThat(started.get(10L).work()).isFalse();
    }

    @Test
    void offsetsThatGoBackwardsAreRefusedWhileRecordsAreUnderWay() {
        window.register(10, 1, 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> window.register(10, 1, 0))
                .withMessageContaining("offset 10 came after 10");
        assertThatIllegalStateException().isThrownBy(() -> window.register(9, 1, 0));

        assertThat(inHand.unfinished()).isEqualTo(1);
        assertThat(window.committable(POSITION)).isEqualTo(10);
    }

    @Test
    void aRecordNobodyPolledIsRefused() {
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
        assertThat(window.oldestUnfinished()).isEqualTo(100);

        now = 5_000;
        finish(10);
        assertThat(window.oldestUnfinished()).as("its turn has come only now").isEqualTo(5_000);
    }

    @Test
    void aStuckRecordIsAsOldAsItIsWhateverIsFinishedBehindIt() {
        window.register(10, 1, 100);
        window.register(11, 1, 100);
        accept(10, "stuck");
        accept(11, "b");

        now = 5_000;
        finish(11);
        assertThat(window.oldestUnfinished()).isEqualTo(100);
        window.register(12, 1, 6_000);
        assertThat(window.oldestUnfinished()).isEqualTo(100);
    }

    @Test
    void aRecordThatComesAfterARestHoldsNothingUpBeforeItIsPolled() {
        window.register(10, 1, 100);
        accept(10, "a");
        finish(10);
        window.register(11, 1, 9_000);
        assertThat(window.oldestUnfinished()).isEqualTo(9_000);
    }

    @Test
    void whatIsReadOrFinishedIsAChangeOnce() {
        assertThat(window.hasChanged()).isFalse();
        read(10, "a");
        assertThat(window.isChanged()).isTrue();
        assertThat(window.hasChanged()).isTrue();
        assertThat(window.isChanged()).isFalse();

        finish(10);
        assertThat(window.hasChanged()).isTrue();
        assertThat(window.hasChanged()).isFalse();
    }

    @Test
    void whoeverBacksOffCouldNotRun() {
        read(10, "a");
        read(11, "b");
        started.get(10L).work();

        started.get(10L).backOff();
        assertThat(inHand.runnable()).isEqualTo(1);
        assertThat(inHand.begun()).as("a stop waits for it").isEqualTo(2);
        assertThat(window.isQuiet()).as("a rebalance does not").isTrue();

        started.get(10L).rest();
        assertThat(inHand.runnable()).as("waits for its turn").isEqualTo(2);
        started.get(10L).backOff();
        started.get(10L).work();
        assertThat(inHand.runnable()).as("works again").isEqualTo(2);
        started.get(10L).backOff();
        finish(10);
        assertThat(inHand.runnable()).isEqualTo(1);
        assertThat(inHand.backingOff()).isZero();
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
