package io.batchtask.bridge.dev;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads both output topics as any consumer could, prints a line for each record and enters it in the books. */
final class OutputReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String info;
    private final DemoBalance books;
    private final Consumer<String> out;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Thread thread;
    private volatile long lastArrival = System.nanoTime();
    private volatile long firstEvent;
    private volatile RuntimeException failure;
    private volatile boolean closed;

    OutputReader(
            String bootstrapServers,
            String info,
            String deadLetter,
            int partitions,
            DemoBalance books,
            Consumer<String> out) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "100"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.info = info;
        this.books = books;
        this.out = out;
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(info, partition));
            all.add(new TopicPartition(deadLetter, partition));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
        thread = new Thread(this::read, "onlooker");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    see(record);
                    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
        } catch (RuntimeException broken) {
            failure = broken;
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        lastArrival = System.nanoTime();
        if (record.topic().equals(info)) {
            firstEvent = firstEvent == 0 ? lastArrival : firstEvent;
            String[] origin = header(record, "batchtask-origin").split("/");
            books.published(Integer.parseInt(origin[1]), Long.parseLong(origin[2]));
            count(header(record, "ce_type"));
            out.accept(DemoLines.event(record));
        } else {
            books.rejected(
                    Integer.parseInt(header(record, "x-dlq-source-partition")),
                    Long.parseLong(header(record, "x-dlq-source-offset")));
            count(header(record, "x-dlq-class"));
            out.accept(DemoLines.deadLetter(record));
        }
    }

    private void count(String kind) {
        synchronized (kinds) {
            kinds.merge(kind, 1, Integer::sum);
        }
    }

    /** How many records of each event type and failure class were seen. */
    Map<String, Integer> kinds() {
        synchronized (kinds) {
            return new TreeMap<>(kinds);
        }
    }

    /** From now on something should arrive. */
    void begin() {
        lastArrival = System.nanoTime();
    }

    /** Time from then to the first event; zero when there was none. */
    Duration firstAfter(long nanoTime) {
        return firstEvent == 0 ? Duration.ZERO : Duration.ofNanos(firstEvent - nanoTime);
    }

    /** Why reading has ended; null while it goes on. */
    RuntimeException failure() {
        return failure;
    }

    /** Time since anything arrived. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastArrival);
    }

    /** Whether that topic has been read up to those offsets. */
    boolean hasReached(String topic, Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(new TopicPartition(topic, end.getKey()), 0L) >= end.getValue());
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
