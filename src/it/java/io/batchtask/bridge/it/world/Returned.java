package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Letters of a {@link DeadLetterBox} that have come back into the ids topic, as a reader meets them that sees only what is
 * committed. Keeps their tasks, not the records: there may be a million.
 */
public final class Returned implements AutoCloseable {
    private static final int SHOWN = 20;

    private final World world;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    public Returned(World world) {
        this(world, world.ids);
    }

    private Returned(World world, String topic) {
        this.world = world;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything that is committed in that topic, each partition in order. */
    public static List<ConsumerRecord<byte[], byte[]>> all(World world, String topic) {
        try (Returned returned = new Returned(world, topic)) {
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            returned.read(all::add);
            return all;
        }
    }

    /** Since the last time these have come and no others, each once, and after those of its key that were before it. */
    public void areExactly(BitSet tasks) {
        Look look = look();
        assertThat(look.repeated).as("came more than once").isEmpty();
        assertThat(look.outOfOrder).as("came before others of their key").isEmpty();
        assertThat(without(tasks, look.came)).as("have not come").isEmpty();
        assertThat(without(look.came, tasks)).as("should not have come").isEmpty();
    }

    /** Since the last time nothing has come. */
    public void areNone() {
        areExactly(new BitSet());
    }

    /** Tasks that came since the last time. */
    public BitSet since() {
        return look().came;
    }

    private static List<Integer> without(BitSet some, BitSet others) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(others);
        return rest.stream().limit(SHOWN).boxed().toList();
    }

    private Look look() {
        Look look = new Look();
        read(look::add);
        return look;
    }

    /**
     * To the very end, and not to what is committed so far: a producer is told of its commit before the broker has written
     * it to each partition.
     */
    private void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = world.ends(partitions);
        Awaitility.await("the end of all transactions")
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    consumer.poll(Duration.ofMillis(100)).forEach(reader);
                    return partitions.stream()
                            .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
                });
    }

    private static final class Look {
        private final BitSet came = new BitSet();
        private final List<Integer> repeated = new ArrayList<>();
        private final List<Integer> outOfOrder = new ArrayList<>();
        private final Map<ByteBuffer, Integer> latest = new HashMap<>();

        private void add(ConsumerRecord<byte[], byte[]> record) {
            int task = Integer.parseInt(Tail.text(record.value()));
            if (came.get(task)) {
                repeated.add(task);
            }
            came.set(task);
            Integer before = record.key() == null ? null : latest.put(ByteBuffer.wrap(record.key()), task);
            if (before != null && before > task) {
                outOfOrder.add(task);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
