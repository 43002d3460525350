package io.batchtask.bridge.event;

import io.batchtask.bridge.task.ConsumedRecord.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The input's headers that travel along to the event: all but those that would speak for another event, or for us. */
final class ForwardedHeaders {
    private static final List<String> FOREIGN = List.of("ce_", "x-dlq-", "camel");
    private static final Set<String> OURS = Set.of(
            "content-type",
            "batchtask-origin",
            "batchtask-attempts",
            "batchtask-lookup-ms",
            "batchtask-looked-up-at",
            "batchtask-type",
            "batchtask-follow");

    private ForwardedHeaders() {}

    static List<Header> of(List<Header> headers) {
        return headers.stream().filter(header -> travels(header.name())).toList();
    }

    private static boolean travels(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FOREIGN.stream().noneMatch(lower::startsWith) && !OURS.contains(lower);
    }
}
