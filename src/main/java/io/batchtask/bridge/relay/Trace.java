package io.batchtask.bridge.relay;

import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.TraceContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace a request belongs to. */
final class Trace {
    /** W3C Trace Context: version, trace, parent and flags. */
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private Trace() {}

    /** Its id, by the Kafka headers, else by the CloudEvent's envelope; empty when none says so as it should. */
    static Optional<String> of(ReadResult request) {
        ConsumedRecord record = request.source();
        return record.header("traceparent")
                .or(() -> record.header("ce_traceparent"))
                .map(Header::text)
                .or(() -> request.context().trace().map(TraceContext::parent))
                .map(PARENT::matcher)
                .filter(Matcher::matches)
                .map(parent -> parent.group(1));
    }
}
