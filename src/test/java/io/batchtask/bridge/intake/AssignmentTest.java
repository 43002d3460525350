package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final TopicPartition ONE = new TopicPartition("ids", 1);
    private static final TopicPartition TWO = new TopicPartition("ids", 2);
    private static final int SPAN = Assigned.SPAN;

    private final Assigned assigned = new Assigned();
    private final OpenWindows windows = assigned.windows;
    private final Assignment assignment = assigned.assignment;

    @Test
    void onlyPartitionsWhoseCommitPointHasMovedAreReported() {
        assigned.poll(ONE, 0, 1);
        assigned.poll(TWO, 7);
        assigned.finish(ONE, 0);
        assigned.finish(TWO, 7);

        Map<TopicPartition, OffsetAndMetadata> first = assigned.toCommit();
        assertThat(first).isEqualTo(offsets(Map.of(ONE, 1L, TWO, 8L)));
        assignment.commitPoints().committed(first);

        assertThat(assigned.toCommit()).isEmpty();
        assigned.finish(ONE, 1);
        assertThat(assigned.toCommit()).isEqualTo(offsets(Map.of(ONE, 2L)));
    }

    @Test
    void whatTheBrokerHasNotAcknowledgedIsReportedAgain() {
        assigned.poll(ONE, 0);
        assigned.finish(ONE, 0);

        assertThat(assigned.toCommit()).isEqualTo(assigned.toCommit()).isNotEmpty();
    }

    @Test
    void partitionsThatAreNotOursAreLeftAlone() {
        assigned.positions.put(ONE, 5L);

        assertThat(assigned.toCommit()).isEmpty();
    }

    @Test
    void aPositionThatHasPassedWhatIsNoRecordForUsIsCommitted() {
        assignment.takeOver(List.of(ONE), () -> Map.of(ONE, new OffsetAndMetadata(5)));
        assigned.positions.put(ONE, 5L);
        assertThat(assigned.toCommit()).isEmpty();

        assigned.positions.put(ONE, 9L); // an aborted transaction
        assertThat(assignment.commitPoints().toCommit(partition -> assigned.position(partition), false))
                .as("nothing was read")
                .isEmpty();
        assertThat(assigned.toCommit()).isEqualTo(offsets(Map.of(ONE, 9L)));
    }

    @Test
    void aPositionBeforeWhatIsCommittedIsNoNews() {
        assignment.takeOver(List.of(ONE), () -> Map.of(ONE, new OffsetAndMetadata(5)));
        assigned.positions.put(ONE, 3L);

        assertThat(assigned.toCommit()).isEmpty();
    }

    @Test
    void whereAGroupBeginsIsCommitted() {
        assignment.takeOver(List.of(ONE), Map::of);
        assigned.positions.put(ONE, 0L);

        assertThat(assigned.toCommit()).isEqualTo(offsets(Map.of(ONE, 0L)));
    }

    @Test
    void theNewestLeaderEpochIsCommitted() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, 3), record(1, 4));
        assignment.register(new ConsumerRecords<>(Map.of(ONE, records)));
        assigned.positions.put(ONE, 2L);

        assertThat(assigned.toCommit().get(ONE).leaderEpoch()).contains(4);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int epoch) {
        return new ConsumerRecord<>(
                ONE.topic(),
                ONE.partition(),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.of(epoch));
    }

    @Test
    void whatTheGroupIsAskedWithSaysNothingNew() {
        assertThat(assignment.commitPoints().anyCommitAgain()).isEmpty();
        assigned.poll(ONE, 0, 1);
        assigned.finish(ONE, 0);
        Map<TopicPartition, OffsetAndMetadata> first = assigned.toCommit();
        assertThat(assignment.commitPoints().anyCommitAgain()).isEmpty();

        assignment.commitPoints().committed(first);
        assertThat(assignment.commitPoints().anyCommitAgain()).isEqualTo(first);

        assigned.finish(ONE, 1);
        assigned.toCommit();
        assertThat(assignment.commitPoints().anyCommitAgain())
                .as("it would overtake the next")
                .isEmpty();
    }

    @Test
    void itIsSettledOnceTheBrokerHasAll() {
        assertThat(assignment.commitPoints().isSettled()).isTrue();
        assigned.poll(ONE, 0);
        assigned.finish(ONE, 0);
        assertThat(assignment.commitPoints().isSettled()).isFalse();
        Map<TopicPartition, OffsetAndMetadata> commit = assigned.toCommit();
        assertThat(assignment.commitPoints().isSettled()).as("under way").isFalse();
        assignment.commitPoints().committed(commit);
        assertThat(assignment.commitPoints().isSettled()).isTrue();
        assertThat(assignment.isIdle()).isTrue();
    }

    @Test
    void withAPositionThatIsNotKnownAtPresentWhatWasReadIsCommitted() {
        assigned.poll(ONE, 0);
        assigned.finish(ONE, 0);
        assigned.assignment.takeOver(List.of(TWO), Map::of);

        assertThat(assignment.commitPoints().toCommit(partition -> OptionalLong.empty(), true))
                .isEqualTo(offsets(Map.of(ONE, 1L)));
    }

    @Test
    void recordsThatCamelDidNotHandOverAreMissed() {
        assignment.register(assigned.records(Map.of(ONE, List.of(0L, 1L))));
        assigned.handOver(ONE, 0);

        assertThatIllegalStateException()
                .isThrownBy(assignment::failIfCamelMislaidRecords)
                .withMessageContaining("ids-1: 1 polled records never reached the route");

        assigned.handOver(ONE, 1);
        assertThatCode(assignment::failIfCamelMislaidRecords).doesNotThrowAnyException();
    }

    @Test
    void whileStoppingCamelMayLeaveRecordsBehind() {
        assignment.register(assigned.records(Map.of(ONE, List.of(0L, 1L))));

        windows.stopReading();

        assertThatCode(assignment::failIfCamelMislaidRecords).doesNotThrowAnyException();
    }

    /** The consumer's position is already past the records that were refused, and past those behind them. */
    @Test
    void whenAPollCannotBeTakenInNothingOfItIsEverCommitted() {
        assigned.poll(ONE, 100);
        assigned.poll(TWO, 200);
        assigned.finish(TWO, 200);
        Map<TopicPartition, List<Long>> poll = new LinkedHashMap<>();
        poll.put(ONE, List.of(0L, 1L)); // behind what was read
        poll.put(TWO, List.of(201L));
        assertThatIllegalStateException().isThrownBy(() -> assignment.register(assigned.records(poll)));
        assigned.positions.put(ONE, 2L);
        assigned.positions.put(TWO, 202L);

        assigned.finish(ONE, 100);

        assertThat(assigned.toCommit()).isEmpty();
    }

    @Test
    void aPartitionIsNotReadFurtherWhenItIsFarAheadOfItsFirstUnfinishedRecord() {
        for (long offset = 0; offset < SPAN; offset++) {
            assigned.poll(ONE, offset);
        }
        assertThat(assigned.mustPause(ONE)).isTrue();
        for (long offset = 1; offset < SPAN; offset++) {
            assigned.finish(ONE, offset);
        }

        assertThat(assigned.mustPause(ONE)).as("the first one is stuck").isTrue();
        assertThat(assigned.mustPause(TWO)).as("another partition").isFalse();
        assigned.finish(ONE, 0);
        assertThat(assigned.mustPause(ONE)).isFalse();
    }

    @Test
    void aPausedPartitionGoesOnAsSoonAsItIsBelowItsBound() {
        for (long offset = 0; offset < SPAN; offset++) {
            assigned.poll(ONE, offset);
        }
        assertThat(assigned.mustPause(ONE)).isTrue();
        assigned.finish(ONE, 0);
        assertThat(assigned.mustPause(ONE)).as("9 of 10").isFalse();
    }

    @Test
    void drainingConcernsTheGivenPartitionsOnly() {
        assigned.poll(ONE, 0, 1);
        assigned.poll(TWO, 0, 1);
        assigned.started(TWO, 0).begin();

        assertThat(drain(ONE)).isTrue();
        assertThat(assigned.started(ONE, 0).begin()).isFalse();
        assertThat(assigned.started(TWO, 1).begin()).isTrue();
        assertThat(drain(ONE, TWO)).isFalse();
    }

    /** Otherwise all of them would have to end first, and the deadline would pass for each in turn. */
    @Test
    void allPartitionsStopStartingBeforeAnyIsWaitedFor() {
        assigned.poll(ONE, 0);
        assigned.poll(TWO, 0);
        assigned.started(ONE, 0).begin();

        assertThat(drain(ONE, TWO)).isFalse();

        assertThat(assigned.started(TWO, 0).begin()).isFalse();
    }

    @Test
    void aForgottenPartitionCommitsNothingAndStartsAfresh() {
        assigned.poll(ONE, 0);
        assignment.commitPoints().committed(assigned.toCommit());
        assertThat(assigned.toCommit()).isEmpty();

        assignment.forget(List.of(ONE));
        assigned.finish(ONE, 0);
        assertThat(assigned.toCommit()).isEmpty();

        assigned.poll(ONE, 0); // read again by the next assignment
        assertThat(assigned.toCommit())
                .as("the commit of the former assignment does not count")
                .isEqualTo(offsets(Map.of(ONE, 0L)));
    }

    @Test
    void whatWasLostIsGivenBack() {
        assigned.poll(ONE, 0, 1);
        assigned.poll(TWO, 0);
        assigned.finish(ONE, 0);

        assignment.forgetAll();

        assertThat(windows.givenBack()).isEqualTo(2);
        assertThat(windows.unfinished()).isZero();
        assertThat(assigned.started(TWO, 0).mayPublish()).isFalse();
    }

    @Test
    void whileItWaitsForCallsItLooksUpNowAndThen() {
        assigned.poll(ONE, 0);
        assigned.started(ONE, 0).begin();
        AtomicInteger looks = new AtomicInteger();
        long deadline = System.nanoTime() + Duration.ofMillis(350).toNanos();

        assertThat(assignment.drain(List.of(ONE), deadline, deadline, looks::incrementAndGet))
                .isFalse();

        assertThat(looks.get()).isBetween(1, 4);
    }

    private boolean drain(TopicPartition... partitions) {
        long now = System.nanoTime();
        return assignment.drain(List.of(partitions), now, now, () -> {});
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> numbers) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        numbers.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }
}
