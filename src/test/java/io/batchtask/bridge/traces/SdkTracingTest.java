package io.batchtask.bridge.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdkTracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final Optional<TraceContext> SENDER =
            TraceContext.of("00-" + TRACE + "-" + SPAN + "-01", Optional.of("erp=1,crm=2"));
    private static final Instant HANDED_OVER = Instant.parse("2026-11-24T12:00:00.123456Z");
    private static final URI SERVER = URI.create("https://crm.example:8443/Remote/Services86/");
    private static final String LOOK_UP = "BatchTask/GetBatchTaskInfo";

    @RegisterExtension
    private final Logged log = Logged.of(BestEffort.class);

    private final Recorded recorded = new Recorded(text -> text.replace("secret", "***"));
    private final Tracing tracing = recorded.tracing;

    private static ConsumedRecord record(Header... headers) {
        return new ConsumedRecord(new Origin("ids", 3, 99), 0, new byte[] {1}, new byte[] {2}, List.of(headers));
    }

    private RecordSpan begin(Optional<TraceContext> parent, Header... headers) {
        return tracing.record(record(headers), parent, OptionalInt.of(42), HANDED_OVER);
    }

    private CallSpan probe() {
        return tracing.call(RecordSpan.NONE, LOOK_UP, () -> SERVER, OptionalInt.of(42));
    }

    private static void ends(CallSpan call, Failure failure) {
        call.during(
                () -> CompletableFuture.completedFuture("answer"), (answer, broken) -> Optional.ofNullable(failure));
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    @Test
    void aRecordIsProcessedBelowItsSenderAndLinkedToIt() {
        begin(SENDER).ended("published", Optional.empty());

        SpanData span = recorded.span("process ids");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(SPAN);
        assertThat(span.getParentSpanContext().isRemote()).isTrue();
        assertThat(span.getLinks()).extracting(LinkData::getSpanContext).containsExactly(span.getParentSpanContext());
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getStartEpochNanos())
                .isEqualTo(HANDED_OVER.getEpochSecond() * 1_000_000_000 + HANDED_OVER.getNano());
        assertThat(attributes(span))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "messaging.system", "kafka",
                        "messaging.operation.name", "process",
                        "messaging.operation.type", "process",
                        "messaging.destination.name", "ids",
                        "messaging.destination.partition.id", "3",
                        "messaging.kafka.offset", 99L,
                        "messaging.consumer.group.name", "group",
                        "batchtask.id", 42L,
                        "batchtask.outcome", "published"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-" + TRACE + "-0000000000000000-01", "ff-" + TRACE + "-" + SPAN + "-01"})
    void aSenderThatIsNoneIsNotFollowed(String parent) {
        begin(TraceContext.of(parent, Optional.empty())).ended("published", Optional.empty());

        SpanData span = recorded.span("process ids");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getLinks()).isEmpty();
    }

    @Test
    void whatTheSenderDoesNotSampleIsNotSampledAndGoesOnAsThat() {
        RecordSpan span = begin(TraceContext.of("00-" + TRACE + "-" + SPAN + "-00", Optional.empty()));
        CallSpan call = tracing.call(span, LOOK_UP, () -> SERVER, OptionalInt.of(42));
        ends(call, null);
        span.ended("published", Optional.empty());

        assertThat(recorded.spans()).isEmpty();
        assertThat(call.context().orElseThrow().parent())
                .startsWith("00-" + TRACE)
                .endsWith("-00");
    }

    @Test
    void whatIsPublishedGoesOnWithTheRecordsOwnTraceOnlyWhenTheRequestHasNone() {
        RecordSpan alone = begin(Optional.empty());
        alone.ended("published", Optional.empty());

        SpanData span = recorded.span("process ids");
        assertThat(alone.traceId()).contains(span.getTraceId());
        assertThat(alone.contextToPublish())
                .contains(new TraceContext(
                        "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                                + span.getSpanContext().getTraceFlags().asHex(),
                        Optional.empty()));
        assertThat(begin(SENDER).contextToPublish()).isEmpty();
        assertThat(begin(Optional.empty(), Header.text("traceparent", "of some other kind"))
                        .contextToPublish())
                .isEmpty();
        assertThat(begin(Optional.empty(), Header.text("tracestate", "erp=1")).contextToPublish())
                .isEmpty();
    }

    @Test
    void aCallIsBelowItsRecordAndTellsTheServerSo() {
        RecordSpan record = begin(SENDER);
        CallSpan call = tracing.call(record, LOOK_UP, () -> SERVER, OptionalInt.of(42));
        TraceContext told = call.context().orElseThrow();
        ends(call, new Failure.Unavailable("http-503 secret", "the server quotes a secret"));
        record.ended("given-back", Optional.empty());

        SpanData span = recorded.span(LOOK_UP);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId())
                .isEqualTo(recorded.span("process ids").getSpanId());
        assertThat(told)
                .isEqualTo(
                        new TraceContext("00-" + TRACE + "-" + span.getSpanId() + "-01", Optional.of("erp=1,crm=2")));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
        assertThat(attributes(span))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "rpc.system", "dotnet_wcf",
                        "rpc.service", "BatchTask",
                        "rpc.method", "GetBatchTaskInfo",
                        "server.address", "crm.example",
                        "server.port", 8443L,
                        "batchtask.id", 42L,
                        "error.type", "unavailable",
                        "batchtask.failure.code", "http-503 ***"));
    }

    /** Whether the call is never made, or nothing comes of it. */
    @Test
    void aCallThatBreaksEndsWithWhatItBroke() {
        BiFunction<String, Throwable, Optional<Failure>> failure =
                (answer, broken) -> Optional.of(new Failure.Unavailable("not-sent", broken.getMessage()));
        CompletableFuture<String> none = new CompletableFuture<>();

        assertThatThrownBy(() -> probe().during(
                                () -> {
                                    throw new NoClassDefFoundError("at once");
                                },
                                failure))
                .hasMessage("at once");
        CompletableFuture<String> returned = probe().during(() -> none, failure);
        none.completeExceptionally(new IllegalStateException("later"));

        assertThat(returned).isCompletedExceptionally();
        assertThat(recorded.spans()).hasSize(2).allSatisfy(span -> assertThat(attributes(span))
                .containsEntry("batchtask.failure.code", "not-sent"));
    }

    @Test
    void thatThereIsNoSuchTaskIsAnAnswer() {
        ends(probe(), new Failure.NotFound("nil", "no such task"));

        SpanData span = recorded.span(LOOK_UP);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span)).doesNotContainKey("error.type");
    }

    @Test
    void aRetryIsAnEventWithClassCodeAndWait() {
        RecordSpan record = begin(Optional.empty());
        record.calledAgain(new Failure.Unavailable("timeout", "no answer"), 2, Duration.ofMillis(1_500));
        record.ended("rejected", Optional.of(new Failure.Poison("timeout", "again and again")));

        SpanData span = recorded.span("process ids");
        assertThat(span.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("retry");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .isEqualTo("unavailable");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("batchtask.failure.code")))
                    .isEqualTo("timeout");
            assertThat(event.getAttributes().get(AttributeKey.longKey("batchtask.retry.attempts")))
                    .isEqualTo(2);
            assertThat(event.getAttributes().get(AttributeKey.longKey("batchtask.retry.wait_ms")))
                    .isEqualTo(1_500);
        });
        assertThat(attributes(span))
                .containsEntry("error.type", "poison")
                .containsEntry("batchtask.outcome", "rejected");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aSendThatIsGivenUpSaysWhatItBrokeOffWithTheLastTime() {
        RecordSpan record = begin(Optional.empty());
        record.offered("info");
        record.brokeOff("TimeoutException");
        record.brokeOff("StackOverflowError");
        record.offered("dlq");
        record.acknowledged();

        assertThat(attributes(recorded.span("send info"))).containsEntry("error.type", "StackOverflowError");
        assertThat(attributes(recorded.span("send dlq"))).doesNotContainKey("error.type");
    }

    @Test
    void whatIsNotRecordedIsNotSearchedForSecrets() {
        Recorded searched = new Recorded(text -> {
            throw new AssertionError("searched");
        });
        RecordSpan record = searched.tracing.record(
                record(),
                TraceContext.of("00-" + TRACE + "-" + SPAN + "-00", Optional.empty()),
                OptionalInt.of(42),
                HANDED_OVER);
        Failure failure = new Failure.Unavailable("timeout", "no answer");
        record.calledAgain(failure, 1, Duration.ZERO);
        ends(searched.tracing.call(record, LOOK_UP, () -> SERVER, OptionalInt.of(42)), failure);
        record.ended("rejected", Optional.of(failure));

        assertThat(log.said()).isEmpty();
    }

    @Test
    void whatIsLeftAtTheEndIsGivenBackWithWhatWasBeingSent() throws Exception {
        RecordSpan finished = begin(Optional.empty());
        finished.ended("published", Optional.empty());
        begin(Optional.empty()).offered("info");
        List<SpanData> before = recorded.spans();
        Ends ends = new Ends();
        try (Tracing closing = ends.tracing) {
            closing.record(record(), Optional.empty(), OptionalInt.empty(), HANDED_OVER)
                    .offered("info");
            closing.call(RecordSpan.NONE, LOOK_UP, () -> SERVER, OptionalInt.of(42))
                    .during(CompletableFuture::new, (answer, broken) -> Optional.empty());
        }

        assertThat(before).hasSize(1);
        assertThat(ends.outcomes)
                .containsExactlyInAnyOrder(
                        "send info error.type=given-back",
                        "process ids error.type=null",
                        LOOK_UP + " error.type=given-back");
    }

    @Test
    void afterTheEndThereIsNoTraceToGoOnWith() throws Exception {
        tracing.close();

        assertThat(begin(Optional.empty()).traceId()).isEmpty();
        assertThat(begin(Optional.empty()).contextToPublish()).isEmpty();
        assertThat(probe().context()).isEmpty();
    }
}
