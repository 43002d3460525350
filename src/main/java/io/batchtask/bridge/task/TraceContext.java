package io.batchtask.bridge.task;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A trace a request is part of, as W3C's Trace Context writes it.
 *
 * @param parent {@code traceparent}
 * @param state {@code tracestate}, which belongs to that parent
 */
public record TraceContext(String parent, Optional<String> state) {
    private static final Pattern PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** What every receiver has to take: printable, and not too long. */
    private static final Pattern STATE = Pattern.compile("[ -~]{1,512}");

    /** Empty when the parent is none; a state that is none is left out. */
    public static Optional<TraceContext> of(String parent, Optional<String> state) {
        return PARENT.matcher(parent).matches()
                ? Optional.of(new TraceContext(
                        parent, state.filter(text -> STATE.matcher(text).matches())))
                : Optional.empty();
    }
}
