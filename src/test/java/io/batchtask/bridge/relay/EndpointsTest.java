package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guarantees rest on reaches the Kafka clients, and these come from our factory. */
class EndpointsTest extends CamelTestSupport {
    private final Endpoints endpoints = new Endpoints("my.ids", "my.info", "my.dlq", "my.group", 2, 123, true);
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final List<Properties> consumers = new CopyOnWriteArrayList<>();
    private final List<Properties> producers = new CopyOnWriteArrayList<>();

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind(Endpoints.CLIENTS, new Recorded());
        registry.bind(Endpoints.WORKERS, workers);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(endpoints.ids()).routeId("read").process(polled -> {});
                from("direct:publish").routeId("publish").to(endpoints.info());
                from("direct:reject").routeId("reject").to(endpoints.deadLetter());
            }
        };
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void consumersNeverCommitByThemselvesNorSkipWhatIsWaiting() {
        await().atMost(Duration.ofSeconds(5)).until(() -> consumers.size() == 2);

        assertThat(consumers).allSatisfy(properties -> assertThat(properties)
                .containsAllEntriesOf(Map.of(
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        "group.id",
                        "my.group",
                        "max.poll.records",
                        "123",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName(),
                        "key.deserializer",
                        ByteArrayDeserializer.class.getName(),
                        "value.deserializer",
                        ByteArrayDeserializer.class.getName())));
    }

    @Test
    void producersWaitForAllReplicasAndNeitherReorderNorRepeatNorForgetTheirTopic() {
        assertThat(producers).hasSize(2).allSatisfy(properties -> assertThat(properties)
                .containsAllEntriesOf(Map.of(
                        "acks", "all",
                        "enable.idempotence", "true",
                        "max.in.flight.requests.per.connection", "5",
                        "retries", String.valueOf(Integer.MAX_VALUE),
                        "metadata.max.idle.ms", "31536000000",
                        "key.serializer", ByteArraySerializer.class.getName(),
                        "value.serializer", OutboundSerializer.class.getName())));
    }

    @Test
    void eachProducerKnowsItsTopic() {
        assertThat(producers)
                .extracting(properties -> properties.get(KafkaClients.TOPIC))
                .containsExactlyInAnyOrder("my.info", "my.dlq");
    }

    @Test
    void camelTakesNoHeaderFromARecordAndPutsNoneIntoOne() {
        for (String uri : List.of(endpoints.ids(), endpoints.info(), endpoints.deadLetter())) {
            KafkaConfiguration configuration =
                    context.getEndpoint(uri, KafkaEndpoint.class).getConfiguration();
            assertThat(configuration.getHeaderFilterStrategy().applyFilterToExternalHeaders("any", "x", null))
                    .isTrue();
            assertThat(configuration.getHeaderFilterStrategy().applyFilterToCamelHeaders("any", "x", null))
                    .isTrue();
        }
    }

    @Test
    void addressesAndSecretsAreInNoUri() {
        assertThat(List.of(endpoints.ids(), endpoints.info(), endpoints.deadLetter()))
                .allSatisfy(uri -> assertThat(uri)
                        .startsWith("kafka:my.")
                        .contains("kafkaClientFactory=%23kafkaClients")
                        .doesNotContain("brokers", "sasl", "ssl", "security"));
    }

    private final class Recorded implements KafkaClientFactory {
        @Override
        public Consumer<?, ?> getConsumer(Properties properties) {
            consumers.add(asText(properties));
            return new MockConsumer<>(OffsetResetStrategy.EARLIEST);
        }

        @Override
        public Producer<?, ?> getProducer(Properties properties) {
            producers.add(asText(properties));
            return new MockProducer<>();
        }

        @Override
        public String getBrokers(KafkaConfiguration configuration) {
            return "127.0.0.1:9";
        }

        private static Properties asText(Properties properties) {
            Properties text = new Properties();
            properties.forEach((name, value) ->
                    text.put(name, value instanceof Class<?> type ? type.getName() : value.toString()));
            return text;
        }
    }
}
