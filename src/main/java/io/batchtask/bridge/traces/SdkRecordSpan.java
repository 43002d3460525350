package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A span of kind CONSUMER, and the one of kind PRODUCER that is open below it while something is being published. */
final class SdkRecordSpan implements RecordSpan, OpenSpan {
    private final Span span;
    private final boolean requestHasTrace;
    private final Failures failures;
    private final BiFunction<Context, String, Span> send;
    private final Consumer<OpenSpan> closed;

    private volatile Sending sending; // null while nothing is

    /** @param error what it broke off with the last time, or what it is given up for if it never did */
    private record Sending(String topic, Span span, String error) {}

    /**
     * @param send begins a span below that one for what goes to that topic
     * @param closed learns that it has ended
     */
    SdkRecordSpan(
            Span span,
            boolean requestHasTrace,
            Failures failures,
            BiFunction<Context, String, Span> send,
            Consumer<OpenSpan> closed) {
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
        return BestEffort.get(
                () -> Optional.of(span.getSpanContext())
                        .filter(SpanContext::isValid)
                        .map(SpanContext::getTraceId),
                Optional.empty());
    }

    @Override
    public Optional<TraceContext> contextToPublish() {
        return BestEffort.get(
                () -> requestHasTrace ? Optional.empty() : Propagation.of(span.getSpanContext()), Optional.empty());
    }

    @Override
    public void calledAgain(Failure reason, int attempts, Duration wait) {
        BestEffort.run(() -> {
            if (span.isRecording()) { // to look for secrets takes its time
                span.addEvent(
                        "retry",
                        failures.attributes(reason).toBuilder()
                                .put(Conventions.ATTEMPTS, (long) attempts)
                                .put(Conventions.WAIT, wait.toMillis())
                                .build());
            }
        });
    }

    @Override
    public void offered(String topic) {
        BestEffort.run(() -> offer(topic));
    }

    private void offer(String topic) {
        Sending before = sending;
        if (before != null && before.topic().equals(topic)) {
            before.span().addEvent("repeat");
            return;
        }
        if (before != null) { // the dead-letter topic instead
            Failures.giveUp(before.span(), before.error());
        }
        sending = new Sending(topic, send.apply(context(), topic), FailureClass.TOO_LARGE.word());
    }

    @Override
    public void brokeOff(String error) {
        BestEffort.run(() -> {
            Sending now = sending;
            if (now != null) {
                sending = new Sending(now.topic(), now.span(), error);
            }
            (now == null ? span : now.span()).addEvent("failure", Attributes.of(Conventions.ERROR_TYPE, error));
        });
    }

    @Override
    public void acknowledged() {
        BestEffort.run(() -> {
            Sending done = sending;
            sending = null;
            if (done != null) {
                done.span().end();
            }
        });
    }

    @Override
    public void ended(String outcome, Optional<Failure> failure) {
        BestEffort.run(() -> {
            closed.accept(this);
            Sending left = sending;
            sending = null;
            if (left != null) {
                Failures.giveUp(left.span(), outcome);
            }
            span.setAttribute(Conventions.OUTCOME, outcome);
            failure.ifPresent(reason -> failures.mark(span, reason));
            span.end();
        });
    }

    @Override
    public void left() {
        ended(GIVEN_BACK, Optional.empty());
    }
}
