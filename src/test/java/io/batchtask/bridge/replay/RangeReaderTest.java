package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RangeReaderTest {
    private static final TopicPartition P0 = new TopicPartition("dlq", 0);
    private static final TopicPartition P1 = new TopicPartition("dlq", 1);

    private final AtomicLong now = new AtomicLong();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);

    /** As long as the partition is assigned. */
    private void holds(TopicPartition partition, long first, long end) {
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            for (long offset = first; offset < end; offset++) {
                consumer.addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, null, new byte[] {(byte) offset}));
            }
        });
    }

    private RangeReader reader(Map<TopicPartition, OffsetRange> ranges) {
        return new RangeReader(consumer, ranges, now::get);
    }

    @Test
    void onePartitionIsReadAfterTheOtherAndNoneBeyondItsEnd() throws Exception {
        holds(P0, 2, 6);
        holds(P1, 0, 3);
        RangeReader reader = reader(Map.of(P1, new OffsetRange(0, 3), P0, new OffsetRange(2, 4)));
        List<String> read = new ArrayList<>();
        while (!reader.isDone()) {
            reader.next().forEach(record -> read.add(record.partition() + "/" + record.offset()));
        }
        assertThat(read).containsExactly("0/2", "0/3", "1/0", "1/1", "1/2");
    }

    @Test
    void nothingIsReadOfWhatIsEmpty() {
        assertThat(reader(Map.of(P0, new OffsetRange(4, 4))).isDone()).isTrue();
    }

    @Test
    void aBrokerThatSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
        holds(P0, 0, 2);
        RangeReader reader = reader(Map.of(P0, new OffsetRange(0, 5)));
        assertThat(reader.next()).hasSize(2);
        now.addAndGet(RangeReader.LONGEST_SILENCE.toNanos());
        assertThat(reader.next()).isEmpty();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(reader::next).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(reader::next)
                .isInstanceOf(TimeoutException.class)
                .hasMessage("dlq-0 has not been read further than 2 for 60 s, and ends at 5");
        holds(P0, 2, 5);
        assertThat(reader.next()).hasSize(3);
        assertThat(reader.isDone()).isTrue();
    }

    @Test
    @Timeout(30)
    void aTopicThatIsGoneIsGivenUpAfterFiveMinutesMore() {
        StopSignal stop = new StopSignal();
        LongSupplier ticking = () -> now.addAndGet(Duration.ofSeconds(1).toNanos());
        Attempts attempts = new Attempts(new Letters.Notes(), stop, ticking, attempt -> Duration.ZERO);
        RangeReader reader = new RangeReader(consumer, Map.of(P0, new OffsetRange(0, 5)), ticking);
        assertThatThrownBy(() -> reader.all(
                        attempts, Right.topic("Read", "dlq"), stop, record -> true, RangeReader.Progress.IGNORED))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageStartingWith("cannot read topic dlq, tried for 5 minutes: dlq-0 has not been read");
        assertThat(now.get()).isLessThan(Duration.ofMinutes(12).toNanos());
    }

    @Test
    void whatWasReadBeforeIsNotReadAgain() throws Exception {
        holds(P0, 0, 2);
        RangeReader reader = reader(Map.of(P0, new OffsetRange(0, 5)));
        assertThat(reader.next()).hasSize(2);
        consumer.seek(P0, 0); // as where the log is another one
        holds(P0, 0, 1);
        assertThatThrownBy(reader::next)
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll("dlq-0 was read up to 2, and goes on at 1", "run it again");
        consumer.seek(P0, 0);
        holds(P0, 0, 4);
        assertThat(reader.next()).extracting(ConsumerRecord::offset).containsExactly(2L, 3L);
    }
}
