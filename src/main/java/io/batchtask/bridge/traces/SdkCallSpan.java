package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A span of kind CLIENT. */
final class SdkCallSpan implements CallSpan, OpenSpan {
    private final Span span;
    private final Failures failures;
    private final Consumer<OpenSpan> closed;

    /** @param closed learns that it has ended */
    SdkCallSpan(Span span, Failures failures, Consumer<OpenSpan> closed) {
        this.span = span;
        this.failures = failures;
        this.closed = closed;
    }

    @Override
    public Optional<TraceContext> context() {
        return BestEffort.get(() -> Propagation.of(span.getSpanContext()), Optional.empty());
    }

    @Override
    public <T> CompletableFuture<T> during(
            Supplier<CompletableFuture<T>> call, BiFunction<T, Throwable, Optional<Failure>> failure) {
        try {
            return call.get()
                    .whenComplete((answer, broken) -> BestEffort.run(() -> ended(failure.apply(answer, broken))));
        } catch (Throwable broken) {
            BestEffort.run(() -> ended(failure.apply(null, broken)));
            throw broken;
        }
    }

    /** That there is no such task is an answer like any other. */
    private void ended(Optional<Failure> failure) {
        closed.accept(this);
        failure.filter(reason -> !(reason instanceof Failure.NotFound))
                .ifPresent(reason -> failures.mark(span, reason));
        span.end();
    }

    @Override
    public void left() {
        BestEffort.run(() -> Failures.giveUp(span, GIVEN_BACK));
    }
}
