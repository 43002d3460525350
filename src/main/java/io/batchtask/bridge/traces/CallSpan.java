package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TraceContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** One call over the wire. Nothing here waits, or throws of itself. */
public interface CallSpan {
    /** That of a call that is not traced. */
    CallSpan NONE = new CallSpan() {};

    /** What the other side is told, so that its spans become part of the trace. */
    default Optional<TraceContext> context() {
        return Optional.empty();
    }

    /**
     * Makes the call, with which the span ends, however that may be; once.
     *
     * @param failure what the call came to, from its answer (null for none) and from what was thrown (else null)
     * @return what the call returns; throws what it throws
     */
    default <T> CompletableFuture<T> during(
            Supplier<CompletableFuture<T>> call, BiFunction<T, Throwable, Optional<Failure>> failure) {
        return call.get();
    }
}
