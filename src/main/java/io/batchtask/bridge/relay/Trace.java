package io.batchtask.bridge.relay;

import io.batchtask.bridge.task.ConsumedRecord;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace a request belongs to. */
final class Trace {
    /** W3C Trace Context: version, trace, parent and flags. */
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private Trace() {}

    /** Its id; empty when the request does not say so, or not as it should. */
    static Optional<String> of(ConsumedRecord request) {
        return request.header("traceparent")
                .or(() -> request.header("ce_traceparent"))
                .map(header -> PARENT.matcher(header.text()))
                .filter(Matcher::matches)
                .map(parent -> parent.group(1));
    }
}
