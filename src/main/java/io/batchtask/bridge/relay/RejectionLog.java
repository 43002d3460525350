package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A line for each dead letter, with the trace its request belongs to when it says so (W3C Trace Context). */
final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
    private static final String TRACE_FIELD = "trace.id"; // of the Elastic Common Schema

    private final UnaryOperator<String> redact;
    private final RequestReader requests = new RequestReader();

    RejectionLog(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    void rejected(DeadLetter letter) {
        Optional<String> trace = Trace.of(letter.source());
        trace.ifPresent(id -> MDC.put(TRACE_FIELD, id));
        try {
            log(letter);
        } finally {
            trace.ifPresent(id -> MDC.remove(TRACE_FIELD));
        }
    }

    private void log(DeadLetter letter) {
        LOG.warn(
                "rejected; task={} origin={} class={} code={} step={} attempts={} reason={}",
                task(letter.source()),
                letter.source().origin(),
                letter.failure().className(),
                letter.failure().code(),
                letter.step().word(),
                letter.attempts(),
                Excerpt.brief(redact.apply(letter.failure().message())));
    }

    /** Read once more rather than carried along: few records are rejected. */
    private String task(ConsumedRecord source) {
        return requests.read(source) instanceof ReadResult.Readable readable
                ? String.valueOf(readable.request().taskId())
                : "unknown";
    }
}
