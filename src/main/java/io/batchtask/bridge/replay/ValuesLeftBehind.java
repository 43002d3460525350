package io.batchtask.bridge.replay;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that bare letters stand for, fetched from where they were read. One that is not the same any more, by its
 * time stamp and length, is another: its topic has been made anew.
 */
final class ValuesLeftBehind implements AutoCloseable {
    /** One batch at a time, whatever its size: the next one wanted is elsewhere. */
    private static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);

    private final Run run;
    private final ReplayTopics topics;
    private final Map<String, Map<TopicPartition, OffsetRange>> present = new HashMap<>();
    private Consumer<byte[], byte[]> consumer; // null until there is a bare letter

    ValuesLeftBehind(Run run, ReplayTopics topics) {
        this.run = run;
        this.topics = topics;
    }

    /** The record a bare letter stands for; empty when it is gone. */
    Optional<ConsumerRecord<byte[], byte[]>> of(Letter letter) throws ReplayRefused, InterruptedException, Stopped {
        Origin origin = letter.origin().orElse(null);
        if (origin == null) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        OffsetRange there = present(origin.topic()).getOrDefault(partition, new OffsetRange(0, 0));
        return origin.offset() < there.first() || origin.offset() >= there.end()
                ? Optional.empty()
                : read(partition, origin.offset()).filter(record -> isTheSame(letter, record));
    }

    /** As it was when this was first asked; letters are older than that. */
    private Map<TopicPartition, OffsetRange> present(String topic) throws ReplayRefused, InterruptedException, Stopped {
        Map<TopicPartition, OffsetRange> known = present.get(topic);
        if (known == null) {
            known = asked(topic);
            present.put(topic, known);
        }
        return known;
    }

    /** A letter can name any topic; only of the bridge's own it is a fault that it may not be read. */
    private Map<TopicPartition, OffsetRange> asked(String topic) throws ReplayRefused, InterruptedException, Stopped {
        try {
            ReplayTopics.Found found = topics.find(topic, ReplayTopics.READ).orElse(null);
            return found == null
                    ? Map.of()
                    : run.backlog(topic, found.partitions()).ranges();
        } catch (RightMissing denied) {
            if (topic.equals(run.settings().idsTopic())) {
                throw denied;
            }
            run.listener().note("letters without their value are left: " + denied.getMessage());
            return Map.of();
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset)
            throws ReplayRefused, InterruptedException, Stopped {
        if (consumer == null) {
            consumer = run.clients().consumer(CONSUMER);
        }
        RangeReader reader =
                new RangeReader(consumer, Map.of(partition, new OffsetRange(offset, offset + 1)), System::nanoTime);
        while (!reader.isDone()) {
            run.stop().check();
            List<ConsumerRecord<byte[], byte[]>> read = run.attempts()
                    .of("read " + partition + "@" + offset, Right.topic("Read", partition.topic()), reader::next);
            if (!read.isEmpty()) {
                return Optional.of(read.get(0));
            }
        }
        return Optional.empty();
    }

    private static boolean isTheSame(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        long length = record.value() == null ? 0 : record.value().length;
        return letter.valueLeftBehind().filter(bytes -> bytes == length).isPresent()
                && letter.sourceTimestamp()
                        .filter(time -> time == record.timestamp())
                        .isPresent();
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(Duration.ZERO);
        }
    }
}
