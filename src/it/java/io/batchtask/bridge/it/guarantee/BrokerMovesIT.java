package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Pods and managed brokers come back with their data, but not under the address they had. */
@Execution(CONCURRENT)
class BrokerMovesIT {
    private static final int REQUESTS = 20;

    @Test
    @Guarantee("all brokers come back under other addresses, and the bootstrap address leads to them")
    void theyAreFoundAgainByTheBootstrapAddress() {
        try (World world = World.withOwnBroker(1, Map.of())) {
            world.set("kafka.bootstrap-servers", world.broker.door().bootstrapServers());
            send(world);
            Instance instance = Instance.start(world);
            instance.await("events", Timeouts.LONG, () -> world.end(world.info) == REQUESTS);

            world.broker.move();
            send(world);
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(Tail.all(world, world.info).size())
                            .as("events")
                            .isGreaterThanOrEqualTo(2 * REQUESTS));
            assertThat(instance.stop()).isZero();
        }
    }

    /** By a producer that asks where the broker is. */
    private static void send(World world) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int id = 1; id <= REQUESTS; id++) {
                producer.send(new ProducerRecord<>(world.ids, String.valueOf(id)));
            }
        }
    }
}
