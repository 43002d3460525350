package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.calls.ScriptedProducer;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.Schemas;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The real routes, with Kafka's producer and NetServer following a script. */
abstract class RelayRoutesFixture extends CamelTestSupport {
    static final byte[] VALUE = bytes("42");
    static final ConsumedRecord SOURCE =
            new ConsumedRecord(new Origin("ids", 3, 99), 0, null, VALUE, List.of(Header.text("mine", "kept")));

    final List<Outcome> ended = new ArrayList<>();
    final LookUps lookUps;
    final ScriptedProducer kafka = new ScriptedProducer();
    final Flight flight = new Flight();
    final RefusedWrites events = new RefusedWrites("info", () -> 0);
    final RefusedWrites deadLetters = new RefusedWrites("dlq", () -> 0);

    RelayRoutesFixture() {
        this(new LookUps());
    }

    RelayRoutesFixture(LookUps lookUps) {
        this.lookUps = lookUps;
    }

    /** The script answers in the place of NetServer. */
    @Override
    public void configureContext(CamelContextConfiguration camel) {
        super.configureContext(camel);
        camel.withStubEndpoints("cxf*");
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind(Endpoints.CLIENTS, kafka);
        registry.bind(Endpoints.WORKERS, lookUps.time); // at once, on the calling thread
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RelayRoutes(
                new Endpoints("ids", "info", "dlq", "group", 1, 100, false),
                polled -> {},
                lookUps.lookUp,
                new Describe(new EventWriter(EventFormat.CLOUDEVENTS_BINARY, "", Schemas.BASE, Mask.NONE), false),
                new Publish(context, "info"),
                new Reject(
                        new DeadLetterHeaders(Set.of(), "group", "1", new Redactor(List.of())), "dlq", text -> text));
    }

    /** Lets it begin its passage, to be watched in {@link #ended}. */
    Redelivery begin(Stage stage) {
        Redelivery passages = new Redelivery(
                new RouteProducer(context, RelayRoutes.RELAY),
                Runnable::run,
                lookUps.time,
                lookUps.time.clock(),
                events,
                deadLetters);
        passages.begin(stage, flight, ended::add);
        return passages;
    }

    DeadLetter malformed() {
        Failure failure = new Failure.Malformed("not-a-number", "the value is no id");
        return DeadLetter.atOnce(SOURCE, failure, Step.READ, 0, Instant.EPOCH);
    }

    /** What came of it; the stage it stopped at when nothing did. */
    Object relay(Stage stage) throws Exception {
        Exchange exchange = send(RelayRoutes.RELAY, stage);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    Exchange send(String route, Stage stage) throws Exception {
        return send(route, stage, flight);
    }

    Exchange send(String route, Stage stage, Flight flight) throws Exception {
        return send(route, exchange(route, stage, flight));
    }

    Exchange exchange(String route, Stage stage, Flight flight) {
        Exchange exchange = new RouteProducer(context, route).exchange();
        InFlightProperty.set(exchange, flight);
        exchange.getMessage().setBody(stage);
        return exchange;
    }

    Exchange send(String route, Exchange exchange) throws Exception {
        return new RouteProducer(context, route).send(exchange).get(10, TimeUnit.SECONDS);
    }

    ProducerRecord<byte[], OutboundRecord> taken() {
        assertThat(kafka.taken()).hasSize(1);
        return kafka.taken().get(0);
    }

    static String header(ProducerRecord<byte[], OutboundRecord> produced, String name) {
        return produced.value().headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::text)
                .collect(Collectors.joining("|"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
