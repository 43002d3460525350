package io.batchtask.bridge.it.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, without a group, in a thread of its own. */
public final class Tail implements AutoCloseable {
    private final List<ConsumerRecord<byte[], byte[]>> records = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;
    private volatile boolean closed;
    private volatile Throwable broken;

    public Tail(String bootstrapServers, String topic) {
        reader = new Thread(() -> read(bootstrapServers, topic), "tail-" + topic);
        reader.setUncaughtExceptionHandler((thread, failure) -> broken = failure);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "earliest",
                        "reconnect.backoff.max.ms",
                        "200"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(SdkReading.checked(record)));
            }
        }
    }

    /** Everything in that topic now, each partition in order; what the bridge's own client settings hide is left out. */
    public static List<ConsumerRecord<byte[], byte[]>> all(World world, String topic) {
        String isolation = world.settings.getOrDefault("batchtask.kafka.client.isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> all.add(SdkReading.checked(record)));
            }
            return all;
        }
    }

    /** A topic that was created just now may have none yet. */
    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> found = List.of();
        for (int asked = 0; found.isEmpty() && asked < 1_000; asked++) {
            found = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        }
        return found;
    }

    /** What has been read; a tail that has broken says so rather than that there is nothing more. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        isWhole();
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    private void isWhole() {
        if (broken != null) {
            throw new IllegalStateException(reader.getName() + " broke", broken);
        }
    }

    public int size() {
        isWhole();
        return records.size();
    }

    /** Waits until so many records are there, and returns all. */
    public List<ConsumerRecord<byte[], byte[]>> await(int count) {
        return await(count, Timeouts.LONG);
    }

    public List<ConsumerRecord<byte[], byte[]>> await(int count, Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(50)).until(() -> size() >= count);
        return records();
    }

    public ConsumerRecord<byte[], byte[]> awaitOne(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return Awaitility.await()
                .atMost(Timeouts.LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> records().stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** How a request ended: {@code event attempts=1}, {@code not-found attempts=1} or {@code class/code at step attempts=1}. */
    public static String end(ConsumerRecord<byte[], byte[]> record) {
        String type = header(record, "ce_type");
        if (record.headers().lastHeader("x-dlq-class") == null) {
            String word = type.equals("io.batchtask.info.v1")
                    ? "event"
                    : type.equals("io.batchtask.notfound.v1") ? "not-found" : type;
            return word + " attempts=" + header(record, "batchtask-attempts");
        }
        return header(record, "x-dlq-class") + "/" + header(record, "x-dlq-code") + " at "
                + header(record, "x-dlq-step") + " attempts=" + header(record, "x-dlq-attempts");
    }

    /** Headers as text; the last one of a name. */
    public static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    /** Header names in order, repeats kept. */
    public static String headerNames(ConsumerRecord<?, ?> record) {
        return java.util.stream.StreamSupport.stream(record.headers().spliterator(), false)
                .map(Header::key)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
