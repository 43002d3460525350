package io.batchtask.bridge.relay;

import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TraceContext;
import io.batchtask.bridge.traces.RecordSpan;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** The trace a request belongs to, and log lines that say so. */
final class Trace {
    private static final String FIELD = "trace.id"; // of the Elastic Common Schema

    /** W3C Trace Context: version, trace, parent and flags. */
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private Trace() {}

    /** Its id, by the Kafka headers, else by the CloudEvent's envelope; empty when none says so as it should. */
    static Optional<String> of(ReadResult request) {
        return of(request.source(), request.context());
    }

    static Optional<String> of(ConsumedRecord record, RequestContext context) {
        return record.header("traceparent")
                .or(() -> record.header("ce_traceparent"))
                .map(Header::text)
                .or(() -> context.trace().map(TraceContext::parent))
                .map(PARENT::matcher)
                .filter(Matcher::matches)
                .map(parent -> parent.group(1));
    }

    /**
     * Writes a line, with the id of its trace.
     *
     * @param span when there is one it knows the id; it is that of the request, if that has any
     * @param request what the request says
     */
    static void on(Runnable line, RecordSpan span, Optional<String> request) {
        Optional<String> id = span.traceId().or(() -> request);
        id.ifPresent(trace -> MDC.put(FIELD, trace));
        try {
            line.run();
        } finally {
            id.ifPresent(trace -> MDC.remove(FIELD));
        }
    }
}
