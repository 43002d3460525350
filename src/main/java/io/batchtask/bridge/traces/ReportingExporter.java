package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.failure.Redactor;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how sending spans fares: one line when it fails, one a minute while it does, and one when it works again. Safe
 * from any thread.
 */
final class ReportingExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ReportingExporter.class);
    private static final Duration LINE_EVERY = Duration.ofMinutes(1);

    private final SpanExporter exporter;
    private final Redactor redactor;
    private final LongSupplier nanoTime;
    private long lost; // since sending last worked; what the queue has dropped is not known here
    private boolean said;
    private OptionalLong lastLine = OptionalLong.empty();

    /**
     * @param secrets of the receiver
     * @param nanoTime monotonic
     */
    ReportingExporter(SpanExporter exporter, Supplier<List<String>> secrets, LongSupplier nanoTime) {
        this.exporter = exporter;
        this.redactor = new Redactor(secrets);
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int number = spans.size(); // the SDK clears what it has handed over
        CompletableResultCode result = sending(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                sent();
            } else {
                failed(number, result.getFailureThrowable());
            }
        });
    }

    private CompletableResultCode sending(Collection<SpanData> spans) {
        try {
            return exporter.export(spans);
        } catch (RuntimeException | LinkageError broken) {
            return CompletableResultCode.ofExceptionalFailure(broken);
        }
    }

    private synchronized void sent() {
        if (said) {
            LOG.info("traces are sent again; lost-at-least={}", lost);
        }
        said = false;
        lost = 0;
    }

    private synchronized void failed(int spans, Throwable reason) {
        lost += spans;
        long now = nanoTime.getAsLong();
        if (lastLine.isPresent() && now - lastLine.getAsLong() < LINE_EVERY.toNanos()) {
            return; // trouble that comes and goes has no line each time, either
        }
        lastLine = OptionalLong.of(now);
        said = true;
        LOG.warn(
                "traces cannot be sent, the work goes on without them; lost-at-least={} reason={}",
                lost,
                Excerpt.brief(redactor.redact(explain(reason))));
    }

    private static String explain(Throwable reason) {
        if (reason == null) {
            return "no answer";
        }
        return reason instanceof FailedExportException.HttpExportException refused && refused.failedWithResponse()
                ? "HTTP " + refused.getResponse().getStatusCode()
                : Causes.explain(reason);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
