package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Stage;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Takes a record that was not read from the ids topic through the same routes: up to the event, and on when asked to.
 */
final class ManualLookUp {
    private final Read read;
    private final RouteProducer preview;
    private final Redelivery redelivery;
    private final Clock clock;

    /** @param preview the route that stops before publishing */
    ManualLookUp(Read read, RouteProducer preview, Redelivery redelivery, Clock clock) {
        this.read = read;
        this.preview = preview;
        this.redelivery = redelivery;
        this.clock = clock;
    }

    /** The story up to the event: a {@code TaskEvent}, {@code DeadLetter} or {@code Outcome}. */
    CompletableFuture<Object> preview(ConsumedRecord record) {
        Stage stage = read.stage(record);
        Exchange exchange = preview.exchange();
        InFlightProperty.set(exchange, new Ungrouped());
        exchange.getMessage().setBody(stage);
        return preview.send(exchange).thenApply(done -> {
            Object reached = done.getMessage().getBody();
            return done.getException() == null
                    ? reached
                    : Recovery.broken(
                                    reached instanceof Stage reachedStage ? reachedStage : stage,
                                    done.getException(),
                                    clock.instant())
                            .orElseThrow(() -> new IllegalStateException("the look-up broke", done.getException()));
        });
    }

    /** The rest of the story for an event that was previewed: how it ended. */
    CompletableFuture<Outcome> publish(TaskEvent event) {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        redelivery.begin(event, new Ungrouped(), ended::complete);
        return ended;
    }
}
