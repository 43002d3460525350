package io.batchtask.bridge.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads ranges of a topic and no further, one partition after the other, so that every reading of the same ranges has
 * the same order. Goes on where it was after a failure.
 */
final class RangeReader implements AutoCloseable {
    /** What its consumer needs: pieces that fit a small heap, and no place of its own to go on from. */
    static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            OffsetResetStrategy.EARLIEST.toString(),
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            2 * 1024 * 1024,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            2 * 1024 * 1024,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, // what was compressed can be much larger
            100,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, // one request too many is under way when a partition ends
            20);

    /** A broker that says nothing for so long is not answering. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STEP = Duration.ofSeconds(1); // a stop is not to wait longer

    private final Consumer<byte[], byte[]> consumer;
    private final Deque<Map.Entry<TopicPartition, OffsetRange>> left = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final long total;
    private long passed; // of the partitions that are done
    private boolean begun; // the partition that is first
    private long position;
    private long lastWord;

    /**
     * @param consumer of its own, which it closes
     * @param nanoTime monotonic
     */
    RangeReader(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetRange> ranges, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
        ranges.entrySet().stream()
                .filter(range -> range.getValue().size() > 0)
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition)))
                .forEach(left::add);
        this.total = left.stream().mapToLong(range -> range.getValue().size()).sum();
    }

    /** Who is given the records. */
    interface Each {
        /** @return whether to go on */
        boolean take(ConsumerRecord<byte[], byte[]> record) throws ReplayRefused, InterruptedException, Stopped;
    }

    /** Who is told how far it is. */
    interface Progress {
        /** Of no interest. */
        Progress IGNORED = (passed, total) -> {};

        /** Both in offsets. */
        void at(long passed, long total);
    }

    /**
     * Reads all.
     *
     * @return false if it was told to stop, or by {@code each}, before the end
     */
    boolean all(Attempts attempts, Right right, StopSignal stop, Each each, Progress progress)
            throws ReplayRefused, InterruptedException, Stopped {
        String doing = "read " + right.resource();
        while (!isDone()) {
            if (stop.isSet()) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : attempts.of(doing, right, this::next)) {
                if (!each.take(record)) {
                    return false;
                }
            }
            progress.at(passed(), total);
        }
        return true;
    }

    boolean isDone() {
        return left.isEmpty();
    }

    private long passed() {
        return isDone() || !begun
                ? passed
                : passed + position - left.element().getValue().first();
    }

    /**
     * What comes next, perhaps nothing yet. Not to be called once it is done.
     *
     * @throws TimeoutException if the broker has said nothing for {@link #LONGEST_SILENCE}, and until it does again
     * @throws ReplayRefused if the partition begins anew: what is read then is not what was counted
     */
    List<ConsumerRecord<byte[], byte[]>> next() throws ReplayRefused {
        TopicPartition partition = left.element().getKey();
        OffsetRange range = left.element().getValue();
        if (!begun) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, range.first());
            position = range.first();
            lastWord = nanoTime.getAsLong();
            begun = true;
        }
        List<ConsumerRecord<byte[], byte[]>> polled = consumer.poll(POLL).records(partition);
        long reached = position(partition, polled);
        if (reached < position) {
            throw new ReplayRefused("topic " + partition.topic() + " was made anew, or has lost records: " + partition
                    + " was read up to " + position + ", and goes on at " + reached + "; run it again");
        }
        long from = position;
        long now = Math.min(range.end(), reached);
        if (now > position) {
            position = now;
            lastWord = nanoTime.getAsLong();
        } else if (nanoTime.getAsLong() - lastWord > LONGEST_SILENCE.toNanos()) {
            throw new TimeoutException(partition + " has not been read further than " + position + " for "
                    + LONGEST_SILENCE.toSeconds() + " s, and ends at " + range.end());
        }
        if (position >= range.end()) {
            passed += range.size();
            left.remove();
            begun = false;
        }
        return polled.stream()
                .filter(record -> record.offset() >= from && record.offset() < range.end())
                .toList();
    }

    /** Where it goes on; what was polled is not polled again, so it counts also when the consumer cannot tell. */
    private long position(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled) {
        try {
            return consumer.position(partition, STEP);
        } catch (TimeoutException unknown) {
            if (polled.isEmpty()) {
                throw unknown;
            }
            return polled.get(polled.size() - 1).offset() + 1;
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
