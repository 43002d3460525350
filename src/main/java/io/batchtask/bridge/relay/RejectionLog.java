package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.traces.RecordSpan;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each dead letter, with the trace it belongs to. */
final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
    private final UnaryOperator<String> redact;
    private final RequestReader requests = new RequestReader();

    RejectionLog(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    void rejected(DeadLetter letter, RecordSpan span) {
        ReadResult request = requests.read(letter.source()); // once more: few records are rejected
        Trace.on(() -> log(letter, request), span, Trace.of(request));
    }

    private void log(DeadLetter letter, ReadResult request) {
        LOG.warn(
                "rejected; task={} origin={} class={} code={} step={} attempts={} reason={}",
                task(request),
                letter.source().origin(),
                letter.failure().className(),
                letter.failure().code(),
                letter.step().word(),
                letter.attempts(),
                Excerpt.brief(redact.apply(letter.failure().message())));
    }

    private static String task(ReadResult request) {
        return request instanceof ReadResult.Readable readable
                ? String.valueOf(readable.request().taskId())
                : "unknown";
    }
}
