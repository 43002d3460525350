package io.batchtask.bridge.traces;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;

/** What has ended, and how: kept also when the provider is closed. */
final class Ends implements SpanProcessor {
    final List<String> outcomes = new ArrayList<>();
    final Tracing tracing =
            Traces.over(SdkTracerProvider.builder().addSpanProcessor(this).build(), "group", t -> t);

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // not of interest
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        outcomes.add(span.getName() + " error.type=" + span.getAttribute(Conventions.ERROR_TYPE));
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
