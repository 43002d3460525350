package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;

/** A span of kind CLIENT. */
final class SdkCallSpan implements CallSpan {
    private final Span span;
    private final Failures failures;

    SdkCallSpan(Span span, Failures failures) {
        this.span = span;
        this.failures = failures;
    }

    @Override
    public Optional<TraceContext> context() {
        return Optional.of(Propagation.of(span.getSpanContext()));
    }

    /** That there is no such task is an answer like any other. */
    @Override
    public void ended(Optional<Failure> failure) {
        failure.filter(reason -> !(reason instanceof Failure.NotFound))
                .ifPresent(reason -> failures.mark(span, reason));
        span.end();
    }
}
