package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TraceContext;
import java.util.Optional;

/** One call over the wire. Nothing here waits or throws. */
public interface CallSpan {
    /** That of a call that is not traced. */
    CallSpan NONE = new CallSpan() {};

    /** What the other side is told, so that its spans become part of the trace. */
    default Optional<TraceContext> context() {
        return Optional.empty();
    }

    /** It has ended; once. */
    default void ended(Optional<Failure> failure) {
        // not traced
    }
}
