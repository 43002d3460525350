package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a broker that is not there: clients can be made, and polled, all the same. */
class KafkaClientsTest extends CamelTestSupport {
    private static final String NOBODY = "127.0.0.1:9";

    private final Intake intake =
            new Intake(Intake.Limits.forCalls(1, Duration.ofSeconds(1)), Runnable::run, () -> false);
    private final Map<String, String> own = new HashMap<>();
    private final AtomicInteger made = new AtomicInteger();
    private final KafkaClients clients = new KafkaClients(
            NOBODY,
            () -> {
                made.incrementAndGet();
                return own;
            },
            intake,
            ClientWatch.NONE);

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("clients", clients);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:ids?kafkaClientFactory=#clients&groupId=g&pollTimeoutMs=10&preValidateHostAndPort=false")
                        .routeId("read")
                        .autoStartup(false)
                        .to("mock:read");
                from("direct:publish")
                        .routeId("publish")
                        .to("kafka:info?kafkaClientFactory=#clients&preValidateHostAndPort=false");
            }
        };
    }

    @Test
    void camelPollsThroughTheWindow() throws Exception {
        assertThat(intake.lastPoll()).isEqualTo(Instant.EPOCH);

        context.getRouteController().startRoute("read");

        await().atMost(Duration.ofSeconds(5)).until(() -> intake.lastPoll().isAfter(Instant.EPOCH));
    }

    @Test
    void camelGetsItsProducersHereToo() {
        assertThat(made).as("a producer is made when the context starts").hasValue(1);
    }

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
        return properties;
    }
}
