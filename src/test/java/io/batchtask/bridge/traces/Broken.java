package io.batchtask.bridge.traces;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Every span that begins, or every one that ends, meets an error of the SDK's. */
public final class Broken implements SpanProcessor {
    private final boolean atStart;

    private Broken(boolean atStart) {
        this.atStart = atStart;
    }

    /** @param atStart else at the end */
    public static Tracing tracing(boolean atStart) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(new Broken(atStart))
                .build();
        return Traces.over(provider, "group", text -> text);
    }

    private static void fails() {
        throw new NoClassDefFoundError("broken for the test");
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        fails();
    }

    @Override
    public boolean isStartRequired() {
        return atStart;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        fails();
    }

    @Override
    public boolean isEndRequired() {
        return !atStart;
    }
}
