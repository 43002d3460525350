package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Snappy brings native code, which it unpacks into a temporary directory; where that cannot be done (read-only root,
 * noexec) reading a request that was compressed with it ends in an {@link Error}.
 */
@Execution(CONCURRENT)
class UnreadableCodecIT {

    @Test
    @Guarantee("reading ends in an error of the virtual machine, not of Kafka: a codec's native code cannot be loaded")
    void theReasonIsReportedAtOnceInTheLogAndByTheHealth() throws IOException {
        try (World world = World.create(2)) {
            Path noDirectory = Files.createFile(world.directory().resolve("not-a-directory"));
            sendCompressed(world, 0, 3);
            Instance instance = Instance.start(world, "-Dorg.xerial.snappy.tempdir=" + noDirectory)
                    .awaitAssigned();
            instance.await("an ERROR line with the reason", Timeouts.LONG, () -> instance.jvm.output().stream()
                    .anyMatch(line -> line.matches(".* ERROR .*\\w+Error\\b.*")));
            instance.await("not ready, with the reason", Timeouts.LONG, () -> {
                var ready = instance.management().get("observe/health/ready");
                return ready.statusCode() == 503 && ready.body().matches("(?s).*\\w+Error\\b.*");
            });
            assertThat(world.lag()).as("requests not read, not passed over").isEqualTo(3);
            instance.kill();
        }
    }

    private static void sendCompressed(World world, int partition, int requests) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "compression.type", "snappy"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id = 1; id <= requests; id++) {
                producer.send(new ProducerRecord<>(
                        world.ids, partition, null, String.valueOf(id).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
