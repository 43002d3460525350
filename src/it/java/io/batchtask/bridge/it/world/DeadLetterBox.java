package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Dead letters as the bridge writes them, far quicker than by failures. Each is of a request for a task of its own, whose
 * id tells it from all others.
 */
public final class DeadLetterBox implements AutoCloseable {
    private static final List<Failure> FAILURES = List.of(
            new Failure.Refused("SoSentryException", "no right to see it"),
            new Failure.Poison("http-500", "HTTP 500"),
            new Failure.Contract("not-xml", "an answer that is no XML"));

    private static final Instant FIRST_FAILURE = Instant.parse("2025-03-03T08:00:00Z");

    /** Of each partition. */
    private static final int KEYS = 40;

    private final World world;
    private final DeadLetterHeaders headers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> broken = new AtomicReference<>();
    private int last;

    public DeadLetterBox(World world) {
        this(world, Set.of());
    }

    /** @param families of headers that are written beside the bridge's own */
    public DeadLetterBox(World world, Set<DeadLetterFamily> families) {
        this.world = world;
        this.headers = new DeadLetterHeaders(families, world.group, "1.0.0", new Redactor(List.of()));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", world.broker.bootstrapServers(),
                        "compression.type", "lz4",
                        "batch.size", "200000",
                        "linger.ms", "20",
                        // as the producer of KafkaBroker, for the same reason
                        "max.in.flight.requests.per.connection", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * So many more: half of them in the first partition, half of the others in the next and so on. Most have a key, which
     * is in one partition only.
     *
     * @return the tasks
     */
    public BitSet fill(int count) {
        BitSet tasks = new BitSet();
        for (int i = 0; i < count; i++) {
            int task = ++last;
            int partition = Math.min(world.partitions() - 1, Integer.numberOfTrailingZeros(task));
            String key = task % 10 == 9 ? null : "key-" + partition + "-" + task / 7 % KEYS;
            put(partition, key, String.valueOf(task), failure(task));
            tasks.set(task);
        }
        flush();
        return tasks;
    }

    /** Classes take turns: a third of the letters {@link #fill} writes has each. */
    public static Failure failure(int task) {
        return FAILURES.get(task % FAILURES.size());
    }

    /** One that was read at a place of its own in the ids topic. */
    public void put(int partition, String key, String value, Failure failure) {
        Origin origin = new Origin(world.ids, partition, last);
        put(
                partition,
                letter(
                        new ConsumedRecord(
                                origin,
                                FIRST_FAILURE.minusSeconds(1).toEpochMilli(),
                                bytes(key),
                                bytes(value),
                                List.of()),
                        failure));
    }

    /** That record, failed like that a second after the one before. */
    public DeadLetter letter(ConsumedRecord source, Failure failure) {
        return DeadLetter.atOnce(source, failure, Step.LOOK_UP, 1, FIRST_FAILURE.plusSeconds(last));
    }

    public void put(int partition, DeadLetter letter) {
        byte[] value = letter.bare() ? null : letter.source().value();
        put(
                partition,
                letter.source().key(),
                value,
                letter.bare() ? headers.bareHeaders(letter) : headers.headers(letter));
    }

    /** One that need not be of the bridge. */
    public void put(int partition, byte[] key, byte[] value, List<ConsumedRecord.Header> headers) {
        List<Header> written = headers.stream()
                .<Header>map(header -> new RecordHeader(header.name(), header.value()))
                .toList();
        producer.send(new ProducerRecord<>(world.deadLetter, partition, key, value, written), (metadata, failure) -> {
            if (failure != null) {
                broken.set(failure);
            }
        });
    }

    /** Returns when the broker has all of them. */
    public void flush() {
        producer.flush();
        assertThat(broken).as("letters that could not be written").hasValue(null);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
