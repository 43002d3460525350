package io.batchtask.bridge.request;

import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The attributes of a CloudEvent that go on to the answer. One that is no text, blank, too long or not fit for an
 * attribute is left out rather than cut: half an id would name another request.
 */
final class EventAttributes {
    /** Longest id, source or correlation that goes on, in bytes. */
    static final int LONGEST = 1024;

    private EventAttributes() {}

    /** @param attribute what an attribute says, when it is text */
    static RequestContext of(Function<String, Optional<String>> attribute) {
        Optional<String> id = attribute.apply("id");
        return new RequestContext(
                id.filter(EventAttributes::isFit),
                attribute.apply("source").filter(EventAttributes::isFit),
                attribute.apply("correlationid").or(() -> id).filter(EventAttributes::isFit),
                attribute
                        .apply("traceparent")
                        .flatMap(parent -> TraceContext.of(parent, attribute.apply("tracestate"))));
    }

    private static boolean isFit(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD'); // bytes that were no text
    }
}
