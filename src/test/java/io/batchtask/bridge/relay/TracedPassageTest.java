package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.task.TraceContext;
import io.batchtask.bridge.traces.Broken;
import io.batchtask.bridge.traces.RecordSpan;
import io.batchtask.bridge.traces.Recorded;
import io.batchtask.bridge.traces.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a trace shows of a record on its way through the routes. */
@Timeout(30)
class TracedPassageTest extends RelayRoutesFixture {
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("batchtask.outcome");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENDER = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @RegisterExtension
    private final Logged rejections = Logged.of(RejectionLog.class);

    @RegisterExtension
    private final Logged lookUpLines = Logged.of(LookUpLog.class);

    private final Recorded recorded = new Recorded();
    private Tracing tracing = recorded.tracing;

    TracedPassageTest() {
        super(new LookUps(100, false, Duration.ofSeconds(10)));
    }

    private static Reply missing() {
        return new Reply.Failed(new Failure.NotFound("no-task", "there is no such task"));
    }

    private void passes(Stage stage, Optional<TraceContext> parent) {
        RecordSpan span = tracing.record(stage.source(), parent, OptionalInt.empty(), Instant.now());
        Redelivery passages = new Redelivery(
                new io.batchtask.bridge.calls.RouteProducer(context, RelayRoutes.RELAY),
                Runnable::run,
                lookUps.time,
                lookUps.time.clock(),
                events,
                deadLetters);
        passages.begin(stage, new TracedFlight(flight, span), ended::add);
        lookUps.time.advance(Duration.ofMinutes(1));
    }

    private void passes(Stage stage) {
        passes(stage, Optional.empty());
    }

    private static TaskRequest request() {
        return new TaskRequest(SOURCE, 42, false);
    }

    private static List<String> events(SpanData span) {
        return span.getEvents().stream()
                .map((EventData event) ->
                        event.getName() + " " + event.getAttributes().get(ERROR))
                .toList();
    }

    @Test
    void whatKafkaTakesAtLastIsOneSendWithItsRepeats() {
        kafka.refuses(new NotEnoughReplicasException("one"), new NotEnoughReplicasException("two"));

        passes(request());

        SpanData process = recorded.span("process ids");
        SpanData send = recorded.span("send info");
        assertThat(recorded.spans()).containsExactly(send, process);
        assertThat(send.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(send.getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(events(send))
                .containsExactly(
                        "failure NotEnoughReplicasException",
                        "repeat null",
                        "failure NotEnoughReplicasException",
                        "repeat null");
        assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(process.getAttributes().get(OUTCOME)).isEqualTo("published");
    }

    @Test
    void anEventThatIsTooLargeIsAFailedSendBeforeThatOfItsDeadLetter() {
        kafka.refuses(new RecordTooLargeException());

        passes(request());

        SpanData process = recorded.span("process ids");
        assertThat(recorded.span("send info").getAttributes().get(ERROR)).isEqualTo("too-large");
        assertThat(recorded.span("send dlq").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(recorded.span("send dlq").getParentSpanId()).isEqualTo(process.getSpanId());
        assertThat(process.getAttributes().get(ERROR)).isEqualTo("too-large");
        assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aRecordThatIsTakenAwayIsGivenBack() {
        flight.lost = true;

        passes(request());

        assertThat(ended).isEmpty();
        assertThat(recorded.spans()).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().get(OUTCOME)).isEqualTo("given-back");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void eachCallThatIsMadeAgainIsAnEventAndItsLineHasTheTrace() {
        lookUps.netServer.says(Script.expired(), Script.unavailable("timeout"), Script.unavailable("http-503"));

        passes(request());

        SpanData process = recorded.span("process ids");
        assertThat(events(process)).containsExactly("retry sign-in", "retry unavailable", "retry unavailable");
        assertThat(process.getEvents())
                .extracting(event -> event.getAttributes().get(AttributeKey.longKey("batchtask.retry.wait_ms")))
                .containsExactly(0L, LookUps.BACK_OFF.toMillis(), LookUps.BACK_OFF.toMillis());
        assertThat(lookUpLines.events())
                .filteredOn(line ->
                        line.getFormattedMessage().contains(SOURCE.origin().toString()))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.getMDCPropertyMap()).containsEntry("trace.id", process.getTraceId()));
    }

    /** An error of the trace's own after the broker's word would have the same published again. */
    @Test
    void aDefectOfTracesChangesNothingOfWhatIsPublished() {
        tracing = Broken.tracing(false);

        passes(request());

        assertThat(kafka.taken()).extracting(ProducerRecord::topic).containsExactly("info");
        assertThat(ended).hasSize(1);
    }

    @Test
    void aLookForATaskThatMayYetAppearIsAnEvent() {
        lookUps.netServer.says(missing(), missing());

        passes(request());

        SpanData process = recorded.span("process ids");
        assertThat(events(process)).containsExactly("retry not-found", "retry not-found");
        assertThat(process.getAttributes().get(OUTCOME)).isEqualTo("published");
        assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aRecordThatIsTakenAwayWhileItsTaskMayYetAppearIsGivenBackOnce() {
        lookUps.netServer.otherwise(call -> {
            flight.lost = true;
            return missing();
        });

        passes(request());

        assertThat(ended).isEmpty();
        assertThat(recorded.spans()).singleElement().satisfies(span -> {
            assertThat(events(span)).containsExactly("retry not-found");
            assertThat(span.getAttributes().get(OUTCOME)).isEqualTo("given-back");
        });
    }

    @Test
    void aDeadLetterGoesOnWithTheRecordsTraceAndIsLoggedWithIt() {
        passes(malformed());

        SpanData process = recorded.span("process ids");
        assertThat(header(taken(), "traceparent")).startsWith("00-" + process.getTraceId() + "-" + process.getSpanId());
        assertThat(rejections.events())
                .filteredOn(line ->
                        line.getFormattedMessage().contains(SOURCE.origin().toString()))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.getMDCPropertyMap()).containsEntry("trace.id", process.getTraceId()));
    }

    @Test
    void theTraceOfTheSenderGoesOnUnchanged() {
        Header header = Header.text("traceparent", SENDER);
        ConsumedRecord source = new ConsumedRecord(SOURCE.origin(), 0, null, VALUE, List.of(header));
        Optional<TraceContext> parent = TraceContext.of(SENDER, Optional.empty());

        passes(DeadLetter.atOnce(source, new Failure.Malformed("x", "y"), Step.READ, 0, Instant.EPOCH), parent);
        passes(new TaskRequest(source, 42, false, RequestContext.NONE.within(parent)), parent);

        assertThat(kafka.taken()).hasSize(2).allSatisfy(produced -> assertThat(header(produced, "traceparent"))
                .isEqualTo(SENDER));
        assertThat(recorded.spans()).hasSize(4).allSatisfy(span -> assertThat(span.getTraceId())
                .isEqualTo(TRACE));
    }
}
