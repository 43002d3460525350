package io.batchtask.bridge.traces;

import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Optional;
import java.util.stream.Collectors;

/** Between W3C's Trace Context, as it stands in headers, and OpenTelemetry's own. */
final class Propagation {
    private static final TextMapGetter<TraceContext> HEADERS = (context, name) ->
            name.equals("traceparent") ? context.parent() : context.state().orElse(null);

    private Propagation() {}

    /** With that span as the current one; {@link Context#root} when it names none. */
    static Context context(Optional<TraceContext> remote) {
        return remote.map(given -> W3CTraceContextPropagator.getInstance().extract(Context.root(), given, HEADERS))
                .orElseGet(Context::root);
    }

    /** Empty for a span there is not, as after the end of the SDK. */
    static Optional<TraceContext> of(SpanContext span) {
        if (!span.isValid()) {
            return Optional.empty();
        }
        String parent = "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
        String state = span.getTraceState().asMap().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return Optional.of(new TraceContext(parent, Optional.of(state).filter(text -> !text.isEmpty())));
    }
}
