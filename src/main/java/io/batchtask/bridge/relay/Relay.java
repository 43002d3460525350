package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.request.OrderKey;
import io.batchtask.bridge.request.Readout;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.Sourced;
import io.batchtask.bridge.task.TaskRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each record to its lane, and when its turn comes through the relay route to its end. */
final class Relay implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long PAUSE_BEFORE_NEXT_START_SECONDS = 5;

    private final Intake intake;
    private final RequestReader requests = new RequestReader();
    private final RouteProducer relay;
    private final RouteProducer preview;
    private final Consumer<Outcome> ledger;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    /**
     * @param relay the relay route
     * @param preview the route that stops before publishing
     */
    Relay(
            Intake intake,
            RouteProducer relay,
            RouteProducer preview,
            Consumer<Outcome> ledger,
            ScheduledExecutorService timer,
            Clock clock) {
        this.intake = intake;
        this.relay = relay;
        this.preview = preview;
        this.ledger = ledger;
        this.timer = timer;
        this.clock = clock;
    }

    /** The read step, on Camel's polling thread: must not wait. */
    @Override
    public void process(Exchange polled) {
        SourceRecord record = record(polled);
        Readout readout = requests.read(record);
        intake.accept(record.origin(), OrderKey.of(readout), flight -> start(stage(readout), flight));
    }

    private Sourced stage(Readout readout) {
        if (readout instanceof Readout.Readable readable) {
            return readable.request();
        }
        Readout.Unreadable unreadable = (Readout.Unreadable) readout;
        return new GivenUp(unreadable.source(), Rejection.atOnce(unreadable.failure(), Step.READ, 0, clock.instant()));
    }

    private void start(Sourced stage, InFlight flight) {
        if (!(stage instanceof TaskRequest) && !flight.work()) { // a look-up asks when it is its turn
            return; // its partition is being given back; whoever has it next reads it again
        }
        Exchange exchange = relay.exchange();
        Flights.board(exchange, flight);
        exchange.getMessage().setBody(stage);
        relay.process(exchange, synchronously -> end(stage, flight, exchange));
    }

    private void end(Sourced stage, InFlight flight, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Outcome outcome && exchange.getException() == null) {
            if (!(outcome instanceof Outcome.GivenBack) && flight.finish()) {
                ledger.accept(outcome);
            }
        } else if (flight.work() && !exchange.getContext().isStopping()) {
            if (flight.ours()) { // no way known leads here; should one, the record is neither lost nor stuck
                LOG.warn(
                        "a record came back unfinished, it is started again; origin={}",
                        stage.source().origin(),
                        exchange.getException());
            }
            // Held back while it is in doubt whose the record is: what has been found out is not asked for again.
            Sourced reached = Stages.reached(exchange).orElse(stage);
            flight.rest();
            timer.schedule(() -> start(reached, flight), PAUSE_BEFORE_NEXT_START_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The story up to the event, for a record nobody polled: a {@code TaskEvent}, {@code GivenUp} or {@code Outcome}. */
    CompletableFuture<Object> preview(SourceRecord record, InFlight flight) {
        return send(preview, stage(requests.read(record)), flight);
    }

    /** The rest of the story for an event that was previewed: an {@code Outcome}. */
    CompletableFuture<Object> publish(TaskEvent event, InFlight flight) {
        return send(relay, event, flight);
    }

    private static CompletableFuture<Object> send(RouteProducer route, Sourced stage, InFlight flight) {
        Exchange exchange = route.exchange();
        Flights.board(exchange, flight);
        exchange.getMessage().setBody(stage);
        return route.send(exchange).thenApply(done -> done.getMessage().getBody());
    }

    private static SourceRecord record(Exchange polled) {
        org.apache.camel.Message message = polled.getMessage();
        List<SourceRecord.Header> headers = new ArrayList<>();
        for (Header header : message.getHeader(KafkaConstants.HEADERS, org.apache.kafka.common.header.Headers.class)) {
            headers.add(new SourceRecord.Header(header.key(), header.value()));
        }
        return new SourceRecord(
                new Origin(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.OFFSET, Long.class)),
                message.getHeader(KafkaConstants.TIMESTAMP, Long.class),
                message.getHeader(KafkaConstants.KEY, byte[].class),
                message.getBody(byte[].class),
                headers);
    }
}
