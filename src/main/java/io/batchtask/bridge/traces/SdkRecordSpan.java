package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A span of kind CONSUMER, and the one of kind PRODUCER that is open below it while something is being published. */
final class SdkRecordSpan implements RecordSpan {
    private final Span span;
    private final boolean requestHasTrace;
    private final Failures failures;
    private final BiFunction<Context, String, Span> send;
    private final Consumer<SdkRecordSpan> closed;

    private volatile Sending sending; // null while nothing is

    private record Sending(String topic, Span span) {}

    /**
     * @param send begins a span below that one for what goes to that topic
     * @param closed learns that it has ended
     */
    SdkRecordSpan(
            Span span,
            boolean requestHasTrace,
            Failures failures,
            BiFunction<Context, String, Span> send,
            Consumer<SdkRecordSpan> closed) {
        this.span = span;
        this.requestHasTrace = requestHasTrace;
        this.failures = failures;
        this.send = send;
        this.closed = closed;
    }

    /** For what happens below it. */
    Context context() {
        return Context.root().with(span);
    }

    @Override
    public Optional<String> traceId() {
        return Optional.of(span.getSpanContext().getTraceId());
    }

    @Override
    public Optional<TraceContext> contextToPublish() {
        return requestHasTrace ? Optional.empty() : Optional.of(Propagation.of(span.getSpanContext()));
    }

    @Override
    public void callFailed(Failure failure, int attempts, Duration wait) {
        span.addEvent(
                "retry",
                failures.attributes(failure).toBuilder()
                        .put(Conventions.ATTEMPTS, (long) attempts)
                        .put(Conventions.WAIT, wait.toMillis())
                        .build());
    }

    @Override
    public void offered(String topic) {
        Sending before = sending;
        if (before == null) {
            sending = new Sending(topic, send.apply(context(), topic));
        } else if (before.topic().equals(topic)) {
            before.span().addEvent("repeat");
        } else { // the dead-letter topic instead, which has but this reason once the broker has seen it
            giveUp(before.span(), FailureClass.TOO_LARGE.word());
            sending = new Sending(topic, send.apply(context(), topic));
        }
    }

    @Override
    public void brokeOff(String error) {
        Sending now = sending;
        (now == null ? span : now.span()).addEvent("failure", Attributes.of(Conventions.ERROR_TYPE, error));
    }

    @Override
    public void acknowledged() {
        Sending done = sending;
        sending = null;
        if (done != null) {
            done.span().end();
        }
    }

    @Override
    public void ended(String outcome, Optional<Failure> failure) {
        Sending left = sending;
        sending = null;
        if (left != null) {
            giveUp(left.span(), outcome);
        }
        span.setAttribute(Conventions.OUTCOME, outcome);
        failure.ifPresent(reason -> failures.mark(span, reason));
        span.end();
        closed.accept(this);
    }

    private static void giveUp(Span unfinished, String error) {
        unfinished.setStatus(StatusCode.ERROR);
        unfinished.setAttribute(Conventions.ERROR_TYPE, error);
        unfinished.end();
    }
}
