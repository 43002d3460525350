package io.batchtask.bridge.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.management.Finding;
import io.batchtask.bridge.management.TaskLookUp;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks one task up as the lookup command does: the service's own path up to the event. */
public final class Preview implements TaskLookUp {
    private final Relay relay;
    private final Redactor redactor;
    private final AtomicInteger number = new AtomicInteger();

    public Preview(Relay relay, Redactor redactor) {
        this.relay = relay;
        this.redactor = redactor;
    }

    @Override
    public Optional<String> outOfService() {
        return relay.outOfService().map(redactor::redact);
    }

    @Override
    public CompletableFuture<Finding> lookUp(String id) {
        return relay.preview(record(id, number.getAndIncrement())).thenApply(this::finding);
    }

    /** There is no record behind it, so its origin names the look-up and the moment. */
    public static ConsumedRecord record(String id, int number) {
        long now = System.currentTimeMillis();
        return new ConsumedRecord(
                new Origin("lookup", number, now), now, null, id.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private Finding finding(Object end) {
        if (end instanceof TaskEvent event) {
            try {
                return Finding.event(
                        !event.type().equals(EventWriter.NOT_FOUND),
                        EventJson.mapper().writeValueAsString(event.value()));
            } catch (JsonProcessingException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        if (end instanceof DeadLetter letter) {
            Failure failure = letter.failure();
            return Finding.failure(
                    failure.className(), redactor.redact(failure.code()), redactor.redact(failure.message()));
        }
        return Finding.failure("not-found", "dropped", "NetServer has no such task; by policy there is no event");
    }
}
