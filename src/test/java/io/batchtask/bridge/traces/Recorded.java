package io.batchtask.bridge.traces;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Spans kept in memory as they end. */
public final class Recorded {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    public final Tracing tracing;

    public Recorded() {
        this(UnaryOperator.identity());
    }

    Recorded(UnaryOperator<String> redact) {
        tracing = Traces.over(
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build(),
                "group",
                redact);
    }

    /** In the order of their ends. */
    public List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    /** The only one of that name. */
    public SpanData span(String name) {
        List<SpanData> all =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " spans named " + name + " among " + spans());
        }
        return all.get(0);
    }
}
