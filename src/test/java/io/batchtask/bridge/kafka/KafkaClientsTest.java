package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** With a broker that is not there: clients can be made, and polled, all the same. */
class KafkaClientsTest extends CamelTestSupport {
    private static final String NOBODY = "127.0.0.1:9";

    private final Intake intake =
            new Intake(IntakeLimits.forCalls(1, Duration.ofSeconds(1), Duration.ZERO), Runnable::run, () -> false);
    private final AtomicInteger made = new AtomicInteger();
    private final KafkaClients clients = new KafkaClients(
            NOBODY,
            () -> {
                made.incrementAndGet();
                return Map.of();
            },
            intake.consumers(),
            Duration.ofSeconds(1),
            topic -> Optional.empty(),
            ClientListener.NONE);

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
                        .process(polled -> {});
                from("direct:publish")
                        .routeId("publish")
                        .to("kafka:info?kafkaClientFactory=#clients&preValidateHostAndPort=false");
            }
        };
    }

    @Test
    void camelPollsThroughTheWindow() throws Exception {
        assertThat(intake.readings().quietFor()).isEmpty();

        context.getRouteController().startRoute("read");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> intake.readings().quietFor().isPresent());
        Duration quiet = Duration.ofMillis(600);
        await().during(quiet)
                .atMost(Duration.ofSeconds(5))
                .until(() -> intake.readings().quietFor().orElseThrow().compareTo(quiet) < 0);
    }

    @Test
    void camelGetsItsProducersHereToo() {
        assertThat(made).as("a producer is made when the context starts").hasValue(1);
    }
}
