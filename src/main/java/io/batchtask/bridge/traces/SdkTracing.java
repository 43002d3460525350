package io.batchtask.bridge.traces;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Spans by OpenTelemetry's SDK. Each is given its parent; what is current on a thread is neither read nor set. */
final class SdkTracing implements Tracing {
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final String group;
    private final Failures failures;
    private final Set<OpenSpan> open = ConcurrentHashMap.newKeySet();

    SdkTracing(SdkTracerProvider provider, String version, String group, UnaryOperator<String> redact) {
        this.provider = provider;
        this.tracer = provider.tracerBuilder("io.batchtask.bridge")
                .setInstrumentationVersion(version)
                .setSchemaUrl(Conventions.SCHEMA)
                .build();
        this.group = group;
        this.failures = new Failures(redact);
    }

    @Override
    public RecordSpan record(
            ConsumedRecord record, Optional<TraceContext> parent, OptionalInt task, Instant handedOver) {
        return BestEffort.get(() -> begin(record, parent, task, handedOver), RecordSpan.NONE);
    }

    private RecordSpan begin(
            ConsumedRecord record, Optional<TraceContext> parent, OptionalInt task, Instant handedOver) {
        Context remote = Propagation.context(parent);
        SpanBuilder building = messaging("process", record.origin().topic(), SpanKind.CONSUMER, remote)
                .setStartTimestamp(handedOver)
                .setAttribute(
                        Conventions.MESSAGING_PARTITION,
                        String.valueOf(record.origin().partition()))
                .setAttribute(Conventions.KAFKA_OFFSET, record.origin().offset())
                .setAttribute(Conventions.MESSAGING_GROUP, group);
        SpanContext linked = Span.fromContext(remote).getSpanContext();
        if (linked.isValid()) {
            building.addLink(linked);
        }
        task.ifPresent(id -> building.setAttribute(Conventions.TASK, (long) id));
        SdkRecordSpan span =
                new SdkRecordSpan(building.startSpan(), hasTrace(record, parent), failures, this::send, open::remove);
        open.add(span);
        return span;
    }

    /** One in the headers that cannot be read counts as well: it goes on as it is. */
    private static boolean hasTrace(ConsumedRecord record, Optional<TraceContext> parent) {
        return parent.isPresent()
                || record.header("traceparent").isPresent()
                || record.header("tracestate").isPresent();
    }

    private Span send(Context parent, String topic) {
        return messaging("send", topic, SpanKind.PRODUCER, parent).startSpan();
    }

    private SpanBuilder messaging(String operation, String topic, SpanKind kind, Context parent) {
        return tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setParent(parent)
                .setAttribute(Conventions.MESSAGING_SYSTEM, Conventions.KAFKA)
                .setAttribute(Conventions.MESSAGING_OPERATION_NAME, operation)
                .setAttribute(Conventions.MESSAGING_OPERATION_TYPE, operation)
                .setAttribute(Conventions.MESSAGING_DESTINATION, topic);
    }

    @Override
    public CallSpan call(RecordSpan cause, String operation, Supplier<URI> server, OptionalInt task) {
        return BestEffort.get(() -> begin(cause, operation, server.get(), task), CallSpan.NONE);
    }

    private CallSpan begin(RecordSpan cause, String operation, URI server, OptionalInt task) {
        int slash = operation.indexOf('/');
        SpanBuilder building = tracer.spanBuilder(operation)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(cause instanceof SdkRecordSpan record ? record.context() : Context.root())
                .setAttribute(Conventions.RPC_SYSTEM, Conventions.WCF)
                .setAttribute(Conventions.RPC_SERVICE, operation.substring(0, slash))
                .setAttribute(Conventions.RPC_METHOD, operation.substring(slash + 1))
                .setAttribute(Conventions.SERVER_ADDRESS, server.getHost());
        if (server.getPort() >= 0) {
            building.setAttribute(Conventions.SERVER_PORT, (long) server.getPort());
        }
        task.ifPresent(id -> building.setAttribute(Conventions.TASK, (long) id));
        SdkCallSpan span = new SdkCallSpan(building.startSpan(), failures, open::remove);
        open.add(span);
        return span;
    }

    @Override
    public void close() {
        open.forEach(OpenSpan::left);
        BestEffort.run(() -> provider.shutdown().join(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS));
    }
}
