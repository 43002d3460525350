package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final TopicPartition ONE = new TopicPartition("ids", 1);
    private static final TopicPartition TWO = new TopicPartition("ids", 2);
    private static final int SPAN = 10;

    private final Intake intake =
            new Intake(new Intake.Limits(100, 200, 10_000, SPAN, Duration.ofSeconds(1)), Runnable::run, () -> false);
    private final Assignment assignment = new Assignment(intake, new Lease(Duration.ofMinutes(1)));
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<Origin, InFlight> started = new HashMap<>();

    @Test
    void onlyPartitionsWhoseCommitPointHasMovedAreReported() {
        poll(ONE, 0, 1);
        poll(TWO, 7);
        finish(ONE, 0);
        finish(TWO, 7);

        Map<TopicPartition, OffsetAndMetadata> first = prefixes();
        assertThat(first).isEqualTo(offsets(Map.of(ONE, 1L, TWO, 8L)));
        assignment.committed(first);

        assertThat(prefixes()).isEmpty();
        finish(ONE, 1);
        assertThat(prefixes()).isEqualTo(offsets(Map.of(ONE, 2L)));
    }

    @Test
    void whatTheBrokerHasNotAcknowledgedIsReportedAgain() {
        poll(ONE, 0);
        finish(ONE, 0);

        assertThat(prefixes()).isEqualTo(prefixes()).isNotEmpty();
    }

    @Test
    void partitionsFromWhichNothingWasReadAreLeftAlone() {
        positions.put(ONE, 5L);

        assertThat(prefixes()).isEmpty();
    }

    @Test
    void aPartitionWhosePositionIsNotKnownYetIsLeftForLater() {
        poll(ONE, 0);
        finish(ONE, 0);

        assertThat(assignment.finishedPrefixes(List.of(ONE), partition -> OptionalLong.empty()))
                .isEmpty();
    }

    @Test
    void recordsThatCamelDidNotHandOverAreMissed() {
        assignment.register(records(Map.of(ONE, List.of(0L, 1L))));
        handOver(ONE, 0);

        assertThatIllegalStateException()
                .isThrownBy(assignment::failIfCamelMislaidRecords)
                .withMessageContaining("ids-1: 1 polled records never reached the route");

        handOver(ONE, 1);
        assertThatCode(assignment::failIfCamelMislaidRecords).doesNotThrowAnyException();
    }

    @Test
    void whileStoppingCamelMayLeaveRecordsBehind() {
        assignment.register(records(Map.of(ONE, List.of(0L, 1L))));

        intake.stopReading();

        assertThatCode(assignment::failIfCamelMislaidRecords).doesNotThrowAnyException();
    }

    /** The consumer's position is already past the records that were refused, and past those behind them. */
    @Test
    void whenAPollCannotBeTakenInNothingOfItIsEverCommitted() {
        poll(ONE, 100);
        poll(TWO, 200);
        finish(TWO, 200);
        Map<TopicPartition, List<Long>> poll = new LinkedHashMap<>();
        poll.put(ONE, List.of(0L, 1L)); // the topic was made anew: offsets begin again
        poll.put(TWO, List.of(201L));
        assertThatIllegalStateException().isThrownBy(() -> assignment.register(records(poll)));
        positions.put(ONE, 2L);
        positions.put(TWO, 202L);

        finish(ONE, 100);

        assertThat(prefixes()).isEmpty();
    }

    @Test
    void aPartitionIsNotReadFurtherWhenItIsFarAheadOfItsFirstUnfinishedRecord() {
        for (long offset = 0; offset < SPAN; offset++) {
            poll(ONE, offset);
        }
        assertThat(assignment.mustPause(ONE, false)).isTrue();
        for (long offset = 1; offset < SPAN; offset++) {
            finish(ONE, offset);
        }

        assertThat(assignment.mustPause(ONE, true)).as("the first one is stuck").isTrue();
        assertThat(assignment.mustPause(TWO, false)).as("another partition").isFalse();
        finish(ONE, 0);
        assertThat(assignment.mustPause(ONE, true)).isFalse();
    }

    @Test
    void aPausedPartitionGoesOnWhenHalfOfItsSpanIsDone() {
        for (long offset = 0; offset < SPAN; offset++) {
            poll(ONE, offset);
        }
        for (long offset = 0; offset < SPAN / 2; offset++) {
            finish(ONE, offset);
        }

        assertThat(assignment.mustPause(ONE, true)).as("5 of 10, paused").isTrue();
        assertThat(assignment.mustPause(ONE, false)).as("5 of 10, not paused").isFalse();
        finish(ONE, SPAN / 2);
        assertThat(assignment.mustPause(ONE, true)).as("4 of 10, paused").isFalse();
    }

    @Test
    void drainingConcernsTheGivenPartitionsOnly() {
        poll(ONE, 0, 1);
        poll(TWO, 0, 1);
        started.get(origin(TWO, 0)).work();

        assertThat(assignment.drain(List.of(ONE), System.nanoTime())).isTrue();
        assertThat(started.get(origin(ONE, 0)).work()).isFalse();
        assertThat(started.get(origin(TWO, 1)).work()).isTrue();
        assertThat(assignment.drain(List.of(ONE, TWO), System.nanoTime())).isFalse();
    }

    /** Otherwise all of them would have to end first, and the deadline would pass for each in turn. */
    @Test
    void allPartitionsStopStartingBeforeAnyIsWaitedFor() {
        poll(ONE, 0);
        poll(TWO, 0);
        started.get(origin(ONE, 0)).work();

        assertThat(assignment.drain(List.of(ONE, TWO), System.nanoTime())).isFalse();

        assertThat(started.get(origin(TWO, 0)).work()).isFalse();
    }

    @Test
    void aForgottenPartitionCommitsNothingAndStartsAfresh() {
        poll(ONE, 0);
        assignment.committed(prefixes());
        assertThat(prefixes()).isEmpty();

        assignment.forget(List.of(ONE));
        finish(ONE, 0);
        assertThat(prefixes()).isEmpty();

        poll(ONE, 0); // read again by the next assignment
        assertThat(prefixes())
                .as("the commit of the former assignment does not count")
                .isEqualTo(offsets(Map.of(ONE, 0L)));
    }

    @Test
    void whatWasLostIsGivenBack() {
        poll(ONE, 0, 1);
        poll(TWO, 0);
        finish(ONE, 0);

        assignment.forgetAll();

        assertThat(intake.givenBack()).isEqualTo(2);
        assertThat(intake.unfinished()).isZero();
        assertThat(started.get(origin(TWO, 0)).ours()).isFalse();
    }

    private void poll(TopicPartition partition, long... offsets) {
        List<Long> list = new ArrayList<>();
        for (long offset : offsets) {
            list.add(offset);
        }
        assignment.register(records(Map.of(partition, list)));
        list.forEach(offset -> handOver(partition, offset));
    }

    private ConsumerRecords<byte[], byte[]> records(Map<TopicPartition, List<Long>> offsets) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        offsets.forEach((partition, numbers) -> {
            records.put(
                    partition,
                    numbers.stream()
                            .map(offset -> new ConsumerRecord<byte[], byte[]>(
                                    partition.topic(), partition.partition(), offset, null, new byte[0]))
                            .toList());
            positions.put(partition, numbers.get(numbers.size() - 1) + 1);
        });
        return new ConsumerRecords<>(records);
    }

    /** Each in a lane of its own. */
    private void handOver(TopicPartition partition, long offset) {
        Origin origin = origin(partition, offset);
        intake.accept(origin, origin, flight -> started.put(origin, flight));
    }

    private void finish(TopicPartition partition, long offset) {
        started.get(origin(partition, offset)).finish();
    }

    private Map<TopicPartition, OffsetAndMetadata> prefixes() {
        return assignment.finishedPrefixes(List.of(ONE, TWO), partition -> OptionalLong.of(positions.get(partition)));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> numbers) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        numbers.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    private static Origin origin(TopicPartition partition, long offset) {
        return new Origin(partition.topic(), partition.partition(), offset);
    }
}
