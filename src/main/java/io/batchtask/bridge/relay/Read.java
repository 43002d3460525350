package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.request.OrderKey;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;

/** Hands each record to its lane, and when its turn comes lets it begin its passage. */
final class Read implements Processor {
    private final Intake intake;
    private final RequestReader requests = new RequestReader();
    private final Redelivery passages;
    private final RouteProducer preview;
    private final Consumer<Outcome> ledger;
    private final Clock clock;

    /**
     * @param passages along the relay route
     * @param preview the route that stops before publishing
     */
    Read(Intake intake, Redelivery passages, RouteProducer preview, Consumer<Outcome> ledger, Clock clock) {
        this.intake = intake;
        this.passages = passages;
        this.preview = preview;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The read step, on Camel's polling thread: must not wait. */
    @Override
    public void process(Exchange polled) {
        ConsumedRecord record = record(polled);
        ReadResult readout = requests.read(record);
        intake.accept(record.origin(), OrderKey.of(readout), flight -> passages.begin(stage(readout), flight, ledger));
    }

    private Stage stage(ReadResult readout) {
        if (readout instanceof ReadResult.Readable readable) {
            return readable.request();
        }
        ReadResult.Unreadable unreadable = (ReadResult.Unreadable) readout;
        return new GivenUp(unreadable.source(), Rejection.atOnce(unreadable.failure(), Step.READ, 0, clock.instant()));
    }

    /** The story up to the event, for a record nobody polled: a {@code TaskEvent}, {@code GivenUp} or {@code Outcome}. */
    CompletableFuture<Object> preview(ConsumedRecord record, InFlight flight) {
        Stage stage = stage(requests.read(record));
        Exchange exchange = preview.exchange();
        InFlightProperty.board(exchange, flight);
        exchange.getMessage().setBody(stage);
        return preview.send(exchange).thenApply(done -> {
            Object reached = done.getMessage().getBody();
            return done.getException() == null
                    ? reached
                    : Recovery.broken(
                                    reached instanceof Stage sourced ? sourced : stage,
                                    done.getException(),
                                    clock.instant())
                            .orElseThrow(() -> new IllegalStateException("the look-up broke", done.getException()));
        });
    }

    /** The rest of the story for an event that was previewed: how it ended. */
    CompletableFuture<Outcome> publish(TaskEvent event, InFlight flight) {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        passages.begin(event, flight, ended::complete);
        return ended;
    }

    private static ConsumedRecord record(Exchange polled) {
        org.apache.camel.Message message = polled.getMessage();
        List<ConsumedRecord.Header> headers = new ArrayList<>();
        for (Header header : message.getHeader(KafkaConstants.HEADERS, org.apache.kafka.common.header.Headers.class)) {
            headers.add(new ConsumedRecord.Header(header.key(), header.value()));
        }
        return new ConsumedRecord(
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
