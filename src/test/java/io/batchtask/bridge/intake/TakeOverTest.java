package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** One instance after another has the same partition. */
class TakeOverTest {
    private static final TopicPartition PARTITION = new TopicPartition("ids", 0);
    private static final int POSITION = 10;

    /** Reads up to offset 9. */
    private static final class Instance {
        final OpenWindows windows = new OpenWindows(
                new IntakeLimits(100, 200, 10_000, 100, Duration.ofSeconds(1), Duration.ZERO),
                Runnable::run,
                () -> false);
        final Assignment assignment = new Assignment(windows, Optional::empty, Leases.lasting());
        final Map<Long, InFlight> started = new LinkedHashMap<>();

        Instance read() {
            return readFrom(0);
        }

        Instance readFrom(long first) {
            return readFrom(first, POSITION);
        }

        Instance readFrom(long first, long end) {
            List<ConsumerRecord<byte[], byte[]>> records = LongStream.range(first, end)
                    .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>("ids", 0, offset, null, new byte[0]))
                    .toList();
            assignment.register(new ConsumerRecords<>(Map.of(PARTITION, records)));
            for (long offset = first; offset < end; offset++) {
                long each = offset;
                Origin origin = new Origin("ids", 0, offset);
                windows.accept(origin, origin, flight -> started.put(each, flight));
            }
            assignment.failIfCamelMislaidRecords();
            return this;
        }

        void finish(long... offsets) {
            LongStream.of(offsets).forEach(offset -> started.get(offset).finish());
        }

        Map<TopicPartition, OffsetAndMetadata> commits() {
            return assignment.commitPoints().toCommit(partition -> OptionalLong.of(POSITION), true);
        }
    }

    @Test
    void whatIsFinishedBehindAStuckRecordIsNotStartedAgain() {
        Instance first = new Instance().read();
        first.finish(0, 1, 3, 4, 5, 7);
        Instance second = new Instance();

        long ahead = second.assignment.takeOver(List.of(PARTITION), first::commits);
        second.readFrom(2);

        assertThat(ahead).isEqualTo(4);
        assertThat(second.started.keySet()).containsExactly(2L, 6L, 8L, 9L);
        assertThat(second.windows.received()).isEqualTo(4);
        assertThat(second.windows.unfinished()).isEqualTo(4);
    }

    @Test
    void whatAnInstanceHasTakenOverItHandsOn() {
        Instance first = new Instance().read();
        first.finish(0, 1, 3, 4, 5, 7);
        Instance second = new Instance();
        second.assignment.takeOver(List.of(PARTITION), first::commits);
        second.readFrom(2);
        assertThat(second.commits()).as("nothing new to commit").isEmpty();
        second.finish(9);
        Instance third = new Instance();

        third.assignment.takeOver(List.of(PARTITION), second::commits);
        third.readFrom(2);

        assertThat(third.started.keySet()).containsExactly(2L, 6L, 8L);
    }

    @Test
    void theCommitPointPassesWhatWasTakenOver() {
        Instance first = new Instance().read();
        first.finish(0, 1, 3, 4, 5, 7);
        Instance second = new Instance();
        second.assignment.takeOver(List.of(PARTITION), first::commits);
        second.readFrom(2);

        second.finish(2);
        assertThat(second.commits().get(PARTITION).offset()).isEqualTo(6);
        second.finish(6, 8, 9);
        assertThat(second.commits().get(PARTITION)).isEqualTo(new OffsetAndMetadata(POSITION));
        assertThat(second.windows.unfinished()).isZero();
    }

    @Test
    void aGroupThatWasSetBackReadsEverythingAgain() {
        Instance second = new Instance();

        long ahead = second.assignment.takeOver(List.of(PARTITION), () -> Map.of(PARTITION, new OffsetAndMetadata(0)));

        assertThat(ahead).isZero();
        assertThat(second.read().started).hasSize(POSITION);
    }

    @Test
    void whenTheBrokerDoesNotTellEverythingIsRepeatedAndNothingElseHappens() {
        Instance second = new Instance();

        long ahead = second.assignment.takeOver(List.of(PARTITION), () -> {
            throw new TimeoutException("no coordinator");
        });

        assertThat(ahead).isZero();
        assertThat(second.assignment.takeOver(List.of(PARTITION), () -> Collections.singletonMap(PARTITION, null)))
                .as("nothing was committed yet")
                .isZero();
        assertThat(second.read().started).hasSize(POSITION);
    }

    /** Those it has not read yet again are not forgotten, should it end before. */
    @Test
    void whatAnInstanceHasNotReadAgainYetItHandsOnAsWell() {
        Instance first = new Instance().read();
        first.finish(0, 1, 3, 4, 5, 7);
        Instance second = new Instance();
        second.assignment.takeOver(List.of(PARTITION), first::commits);
        second.readFrom(2, 4);
        second.finish(2);
        Instance third = new Instance();

        third.assignment.takeOver(
                List.of(PARTITION),
                () -> second.assignment.commitPoints().toCommit(partition -> OptionalLong.of(4), true));
        third.readFrom(4);

        assertThat(third.started.keySet()).containsExactly(6L, 8L, 9L);
    }

    @Test
    void aTopicThatWasMadeAnewBeforeItIsReadIsReadFromItsBeginning() {
        Instance first = new Instance().read();
        first.finish(0, 1, 3, 4, 5, 7);
        Instance second = new Instance();
        second.assignment.takeOver(List.of(PARTITION), first::commits);

        second.readFrom(0);

        assertThat(second.started).hasSize(POSITION);
    }

    /** A tool that copies a group copies its metadata as it is, and the same offset may hold another record there. */
    @Test
    void whatACommitSaysOfAnotherLogIsRepeated() {
        String metadata = "finished-ahead/2 log=cluster/topic from=2 epoch=0 runs=1-3";
        Instance second = new Instance();

        long ahead = second.assignment.takeOver(
                List.of(PARTITION), () -> Map.of(PARTITION, new OffsetAndMetadata(2, metadata)));

        assertThat(ahead).as("the cluster has not reported which log it is").isZero();
        assertThat(second.readFrom(2).started).hasSize(8);
    }

    @Test
    void aStopIsPassedOn() {
        assertThatExceptionOfType(WakeupException.class)
                .isThrownBy(() -> new Instance().assignment.takeOver(List.of(PARTITION), () -> {
                    throw new WakeupException();
                }));
    }

    @Test
    void aBrokerThatTakesLessMetadataGetsNone() {
        Instance instance = new Instance().read();
        instance.finish(1, 2);
        assertThat(instance.commits().get(PARTITION).metadata()).isNotEmpty();

        instance.assignment.commitPoints().leaveOutMetadata();

        assertThat(instance.commits()).containsEntry(PARTITION, new OffsetAndMetadata(0));
    }
}
