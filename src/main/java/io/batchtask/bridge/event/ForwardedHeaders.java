package io.batchtask.bridge.event;

import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.TaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The input's headers that travel along to the event: all but those that would speak for another event, or for us. A
 * trace that stands in the attributes of the request's CloudEvent travels as headers, too.
 */
final class ForwardedHeaders {
    private static final List<String> FOREIGN = List.of("ce_", "x-dlq-", "camel");
    private static final Set<String> OURS = Set.of(
            "content-type",
            "batchtask-origin",
            "batchtask-attempts",
            "batchtask-lookup-ms",
            "batchtask-looked-up-at",
            "batchtask-request-id",
            "batchtask-request-source",
            "batchtask-type",
            "batchtask-id",
            "batchtask-source",
            "batchtask-time",
            "batchtask-follow");

    private ForwardedHeaders() {}

    static List<Header> of(TaskRequest request) {
        List<Header> headers = new ArrayList<>();
        request.source().headers().stream()
                .filter(header -> travels(header.name()))
                .forEach(headers::add);
        request.context().trace().ifPresent(trace -> {
            addUnlessThere(headers, "traceparent", trace.parent());
            trace.state().ifPresent(state -> addUnlessThere(headers, "tracestate", state));
        });
        return headers;
    }

    private static void addUnlessThere(List<Header> headers, String name, String value) {
        if (headers.stream().noneMatch(header -> header.name().equals(name))) {
            headers.add(Header.text(name, value));
        }
    }

    private static boolean travels(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FOREIGN.stream().noneMatch(lower::startsWith) && !OURS.contains(lower);
    }
}
