package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user's own client settings. No broker is needed to make a client. */
class ClientOverridesTest {
    private static final String NOBODY = "127.0.0.1:9";

    private final Map<String, String> own = new HashMap<>();
    private final KafkaClients clients = new KafkaClients(
            NOBODY,
            () -> own,
            new Intake(IntakeLimits.forCalls(1, Duration.ofSeconds(1), Duration.ZERO), Runnable::run, () -> false)
                    .consumers(),
            Duration.ofSeconds(1),
            topic -> Optional.empty(),
            ClientListener.NONE);

    @Test
    void theUsersSettingsReachEveryClientAndWinOverTheEndpoints() {
        own.put("client.id", "mine");
        own.put("security.protocol", "PLAINTEXT");

        try (Consumer<?, ?> consumer = clients.getConsumer(consumerProperties());
                Producer<?, ?> producer = clients.getProducer(producerProperties())) {
            assertThat(consumer.metrics().keySet()).allMatch(name -> "mine".equals(clientId(name)));
            assertThat(producer.metrics().keySet()).allMatch(name -> "mine".equals(clientId(name)));
        }
    }

    @Test
    void ourDefaultsWinOverKafkasAndTheUsersSettingsOverOurs() {
        own.put("isolation.level", "read_uncommitted");
        Properties consumer = consumerProperties();
        consumer.put("isolation.level", "read_uncommitted"); // as Camel has it
        consumer.put("reconnect.backoff.max.ms", "1000");

        clients.getConsumer(consumer).close(Duration.ZERO);

        assertThat(consumer)
                .containsEntry("metadata.recovery.strategy", "rebootstrap")
                .containsEntry("allow.auto.create.topics", "false")
                .containsEntry("reconnect.backoff.max.ms", "5000")
                .containsEntry("isolation.level", "read_uncommitted");
        own.clear();
        clients.getConsumer(consumer).close(Duration.ZERO);
        assertThat(consumer).containsEntry("isolation.level", "read_committed");
        assertThat(clients.configured(producerProperties()))
                .containsEntry("metadata.recovery.strategy", "rebootstrap")
                .containsEntry("enable.metrics.push", "false");
    }

    private static String clientId(org.apache.kafka.common.MetricName name) {
        return name.tags().getOrDefault("client-id", "mine");
    }

    @ParameterizedTest(name = "group.protocol={0}")
    @CsvSource(
            value = {"null, true", "classic, true", "consumer, false"},
            nullValues = "null")
    void whatTheNewGroupProtocolDecidesOnTheBrokerIsNotSetWithIt(String protocol, boolean kept) {
        if (protocol != null) {
            own.put("group.protocol", protocol);
        }
        Properties properties = consumerProperties();

        clients.getConsumer(properties).close(Duration.ZERO);

        assertThat(properties.containsKey("session.timeout.ms")).isEqualTo(kept);
        assertThat(properties.containsKey("heartbeat.interval.ms")).isEqualTo(kept);
        assertThat(properties.containsKey("partition.assignment.strategy")).isEqualTo(kept);
    }

    @Test
    void theTimeForADeliveryIsNoShorterThanThatForARequest() {
        own.put("request.timeout.ms", "40000");
        Properties properties = producerProperties();
        properties.put("delivery.timeout.ms", 30_000);

        clients.getProducer(properties).close();
    }

    @Test
    @Timeout(5)
    void noProducerWaitsForABrokerThatIsNotThereWhateverTheUserSets() {
        own.put("max.block.ms", "60000");
        try (Producer<?, ?> producer = clients.getProducer(producerProperties())) {
            clients.prepare();
            assertThatThrownBy(() -> producer.partitionsFor("info")).isInstanceOf(TimeoutException.class);
        }
    }

    private static Properties consumerProperties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", NOBODY);
        properties.put("group.id", "g");
        properties.put("client.id", "camels");
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("session.timeout.ms", "10000");
        properties.put("heartbeat.interval.ms", "3000");
        properties.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return properties;
    }

    private static Properties producerProperties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", NOBODY);
        properties.put("client.id", "camels");
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put(KafkaClients.TOPIC, "info");
        return properties;
    }
}
