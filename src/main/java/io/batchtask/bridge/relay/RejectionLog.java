package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
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
        ReadResult request = requests.read(letter.source()); // once more: few records are rejected
        Optional<String> trace = Trace.of(request);
        trace.ifPresent(id -> MDC.put(TRACE_FIELD, id));
        try {
            log(letter, request);
        } finally {
            trace.ifPresent(id -> MDC.remove(TRACE_FIELD));
        }
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
