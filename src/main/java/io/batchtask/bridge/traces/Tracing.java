package io.batchtask.bridge.traces;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.TraceContext;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Begins spans. None is ever bound to a thread: a span goes along with what it is about. For any thread; nothing here
 * waits or throws.
 */
public interface Tracing extends AutoCloseable {
    /** No traces: no span is made, and nothing is kept or sent. */
    Tracing OFF = new Tracing() {};

    /**
     * A record is being processed.
     *
     * @param parent the trace its request says it is part of
     * @param task its request asks for; empty when it cannot be read
     * @param handedOver when Kafka's consumer handed it over, which is when the span begins
     */
    default RecordSpan record(
            ConsumedRecord record, Optional<TraceContext> parent, OptionalInt task, Instant handedOver) {
        return RecordSpan.NONE;
    }

    /**
     * A call goes out.
     *
     * @param cause the record it is made for; {@link RecordSpan#NONE} makes it a trace of its own
     * @param operation {@code service/method}
     * @param server where it goes to; asked only when it is traced
     * @param task it asks for
     */
    default CallSpan call(RecordSpan cause, String operation, Supplier<URI> server, OptionalInt task) {
        return CallSpan.NONE;
    }

    /** Ends every span that is still open and sends what has not been sent, for two seconds at most. */
    @Override
    default void close() {
        // nothing is open
    }
}
