package io.batchtask.bridge.it.contract;

import io.batchtask.bridge.it.world.Tail;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A plain member of a group that reads on and on, in a thread of its own. Commits nothing. */
final class Member implements AutoCloseable, ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private final Thread reader;
    private volatile boolean closed;

    /** @param more settings of the consumer on top of ours */
    Member(String name, String bootstrapServers, String topic, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                name,
                "group.id",
                "members-of-" + topic,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest",
                "reconnect.backoff.max.ms",
                "200"));
        settings.putAll(more);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        reader = new Thread(() -> read(topic), "member-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String topic) {
        try (consumer) {
            consumer.subscribe(Set.of(topic), this);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(Tail.text(record.value())));
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(partition -> partitions.add(partition.partition()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> partitions.remove(partition.partition()));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> gone) {
        onPartitionsRevoked(gone);
        gone.forEach(partition -> lost.add(partition.partition()));
    }

    /** What it takes for its own. */
    Set<Integer> partitions() {
        return Set.copyOf(partitions);
    }

    /** The partitions reported to it as lost. */
    Set<Integer> lost() {
        return Set.copyOf(lost);
    }

    boolean hasRead(String... values) {
        return read.containsAll(List.of(values));
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
