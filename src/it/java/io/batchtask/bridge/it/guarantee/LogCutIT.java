package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** An unclean leader election, or a cluster that was restored: what the log had last is gone, and it goes on from there. */
@Execution(CONCURRENT)
class LogCutIT {
    private static final int KEPT = 50;
    private static final int CUT = 50;
    private static final int NEW = 100;

    @Test
    @Guarantee("the ids topic loses its latest requests after they were read, and others get their offsets")
    void readingGoesOnWhereTheLogWasCutAndNotWhereTheCommitPoints() throws Exception {
        try (World world = World.withOwnBroker(1, Map.of())) {
            send(world, 1, KEPT);
            world.broker.stop();
            Path log = world.broker.log(world.ids, 0);
            Path backup = world.directory().resolve("backup");
            copy(log, backup);
            world.broker.restart();
            send(world, 1_000, CUT);
            Instance instance = Instance.start(world);
            instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
            OffsetAndMetadata commit = commit(world);
            assertThat(instance.stop()).isZero();

            world.broker.stop();
            copy(backup, log);
            world.broker.restart();
            send(world, 2_000, NEW);
            Instance next = Instance.start(world);
            Tail events = world.tail(world.info);
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(events.records().stream()
                            .mapToInt(event -> Integer.parseInt(Tail.header(event, "ce_subject")))
                            .filter(id -> id >= 2_000)
                            .distinct()
                            .count())
                    .as("new requests with an event")
                    .isEqualTo(NEW));
            assertThat(next.stop()).isZero();
            assertThat(commit.leaderEpoch()).as("leader epoch in the commit").isPresent();
        }
    }

    /** By a producer that knows nothing of what was there before. */
    private static void send(World world, int firstTask, int requests) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            IntStream.range(firstTask, firstTask + requests)
                    .forEach(id -> producer.send(new ProducerRecord<>(world.ids, String.valueOf(id))));
        }
    }

    private static OffsetAndMetadata commit(World world) throws Exception {
        return world.admin
                .listConsumerGroupOffsets(world.group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(world.ids, 0));
    }

    /** That directory in place of the other one. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
