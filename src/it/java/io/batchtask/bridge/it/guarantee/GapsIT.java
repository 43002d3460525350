package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets of the ids topic at which there is no record: they will never be finished. */
@Execution(CONCURRENT)
class GapsIT {
    private static final String SITUATION = "the ids topic has gaps: transaction markers, aborted or compacted records";
    private static final int BATCHES = 20;

    @ParameterizedTest
    @Guarantee(SITUATION)
    @ValueSource(strings = {"read_committed by default", "read_uncommitted"})
    void transactionMarkersDoNotHoldUpTheCommitPoint(String isolation) throws Exception {
        try (World world = World.create(1)) {
            boolean committedOnly = !isolation.equals("read_uncommitted");
            if (!committedOnly) {
                world.set("kafka.client.isolation.level", isolation);
            }
            transactions(world);
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(committedOnly ? 10 * BATCHES / 2 : 10 * BATCHES);
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    /** Ten records each, every other transaction aborted, the last one too. */
    private static void transactions(World world) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = transactional(world)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                producer.beginTransaction();
                for (int i = 1; i <= 10; i++) {
                    producer.send(new ProducerRecord<>(world.ids, id(10 * batch + i)))
                            .get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS);
                }
                if (batch % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(World world) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "transactional.id", world.ids),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static byte[] id(int number) {
        return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing of it is ever handed over, so nothing is ever finished; who scales by the lag must not wait for it. */
    @Test
    @Guarantee(SITUATION)
    void aPartitionWithAbortedRecordsAloneLeavesNoLag() {
        try (World world = World.create(1);
                KafkaProducer<byte[], byte[]> producer = transactional(world)) {
            Instance instance = Instance.start(world).awaitAssigned();
            producer.beginTransaction();
            for (int i = 1; i <= 10; i++) {
                producer.send(new ProducerRecord<>(world.ids, id(i)));
            }
            producer.flush();
            producer.abortTransaction();
            Awaitility.await("ten aborted records and their marker").until(() -> world.end(world.ids) == 11);

            instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
            assertThat(world.end(world.info)).as("events of aborted requests").isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee(SITUATION)
    void compactedRecordsDoNotHoldUpTheCommitPoint() {
        Map<String, String> cleaner = Map.of(
                "log.cleaner.enable",
                "true",
                "log.cleaner.backoff.ms",
                "200",
                "log.cleaner.dedupe.buffer.size",
                "2097152");
        try (World world = World.withOwnBroker(1, cleaner)) {
            world.broker.deleteTopic(world.ids);
            world.broker.createTopic(
                    world.ids,
                    1,
                    Map.of(
                            "cleanup.policy", "compact",
                            "segment.ms", "200",
                            "min.cleanable.dirty.ratio", "0.01",
                            "max.compaction.lag.ms", "300"));
            Awaitility.await("offsets without a record").atMost(Timeouts.LONG).until(() -> isCompacted(world));
            Instance instance = Instance.start(world);
            instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
            assertThat(instance.stop()).isZero();
        }
    }

    /** Sends fifty more for the same ten keys. */
    private static boolean isCompacted(World world) {
        for (int id = 1; id <= 50; id++) {
            world.send("key-" + id % 10, String.valueOf(id));
        }
        world.flush();
        List<ConsumerRecord<byte[], byte[]>> left = Tail.all(world, world.ids);
        return left.get(left.size() - 1).offset() + 1 - left.size() > 100;
    }
}
