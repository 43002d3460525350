package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import io.batchtask.bridge.intake.Polled;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.time.ManualTime;
import io.batchtask.bridge.traces.Broken;
import io.batchtask.bridge.traces.Recorded;
import io.batchtask.bridge.traces.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** From the polled record to the books, with a route whose outcome the test decides. */
class ReadTest extends CamelTestSupport {
    private static final Object PUBLISHED = new Outcome.Published(true, null);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final Intake intake =
            new Intake(IntakeLimits.forCalls(1, Duration.ofSeconds(1), Duration.ZERO), Runnable::run, () -> false);
    private final Polled partition = new Polled(intake, "ids", 3);
    private final List<Outcome> booked = new ArrayList<>();
    private final List<Object> started = new ArrayList<>();
    private Tracing tracing = Tracing.OFF;
    private final Map<Long, Object> outcomes = new HashMap<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:relay").process(exchange -> {
                    Object stage = exchange.getMessage().getBody();
                    started.add(stage);
                    long offset = ((Stage) stage).source().origin().offset();
                    Object outcome = outcomes.getOrDefault(offset, PUBLISHED);
                    if (outcome instanceof RuntimeException broken) {
                        throw broken;
                    }
                    exchange.getMessage().setBody(outcome);
                });
            }
        };
    }

    @Test
    void aRecordReachesTheRouteExactlyAsItWasRead() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add("b", bytes("1")).add("a", null).add("b", bytes("2"));

        read(99, "key", "{\"id\": 42, \"follow\": true}", headers);

        TaskRequest request = (TaskRequest) started.get(0);
        assertThat(request.taskId()).isEqualTo(42);
        assertThat(request.follow()).isTrue();
        assertThat(request.source().origin()).isEqualTo(new Origin("ids", 3, 99));
        assertThat(request.source().timestamp()).isEqualTo(1_234);
        assertThat(request.source().key()).isEqualTo(bytes("key"));
        assertThat(request.source().value()).isEqualTo(bytes("{\"id\": 42, \"follow\": true}"));
        assertThat(request.source().headers()).extracting(Header::name).containsExactly("b", "a", "b");
        assertThat(request.source().headers()).extracting(Header::text).containsExactly("1", "", "2");
    }

    @Test
    void aRecordThatCannotBeReadTakesTheSameWay() throws Exception {
        read(0, null, "forty-two", new RecordHeaders());

        DeadLetter givenUp = (DeadLetter) started.get(0);
        assertThat(givenUp.failure()).isInstanceOf(Failure.Malformed.class);
        assertThat(givenUp.step()).isEqualTo(Step.READ);
        assertThat(givenUp.attempts()).isZero();
        assertThat(givenUp.failedAt()).isEqualTo(time.clock().instant());
    }

    @Test
    void aRequestWithoutATraceGoesOnWithThatOfItsSpan() throws Exception {
        Recorded recorded = new Recorded();
        tracing = recorded.tracing;
        String sender = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        outcomes.put(0L, PUBLISHED);
        outcomes.put(1L, PUBLISHED);

        read(0, "a", "42", new RecordHeaders());
        read(1, "b", "42", traced(sender));

        assertThat(started)
                .extracting(stage ->
                        ((TaskRequest) stage).context().trace().orElseThrow().parent())
                .first()
                .asString()
                .contains(recorded.spans().get(0).getSpanId());
        assertThat(started)
                .extracting(stage ->
                        ((TaskRequest) stage).context().trace().orElseThrow().parent())
                .last()
                .isEqualTo(sender);
        assertThat(booked).hasSize(2);
        assertThat(recorded.spans()).hasSize(2);
    }

    @Test
    void aDefectOfTracesKeepsNoRecordFromItsWay() throws Exception {
        tracing = Broken.tracing(true);

        read(0, null, "42", new RecordHeaders());

        assertThat(booked).containsExactly((Outcome) PUBLISHED);
    }

    @Test
    void whatEndedIsFinishedAndBookedOnce() throws Exception {
        outcomes.put(1L, new Outcome.Dropped());

        read(0, null, "42", new RecordHeaders());
        read(1, null, "43", new RecordHeaders());

        assertThat(booked).containsExactly(new Outcome.Published(true, null), new Outcome.Dropped());
        assertThat(intake.readings().unfinished()).isZero();
        assertThat(partition.committable(2)).isEqualTo(2);
    }

    @Test
    void recordsOfOneTaskFollowOneAnother() throws Exception {
        outcomes.put(0L, new IllegalStateException("the dead letter cannot be made either"));

        read(0, null, "42", new RecordHeaders());
        read(1, null, "42", new RecordHeaders());
        read(2, null, "43", new RecordHeaders());
        assertThat(offsetsStarted()).startsWith(0L).endsWith(2L).doesNotContain(1L);

        outcomes.remove(0L);
        time.advance(LONG);
        assertThat(offsetsStarted()).endsWith(2L, 0L, 1L);
        assertThat(booked).hasSize(3);
    }

    @Test
    void whatEndsAfterItsPartitionWasLostIsNotBooked() throws Exception {
        outcomes.put(0L, new IllegalStateException("the dead letter cannot be made either"));
        read(0, null, "42", new RecordHeaders());

        partition.lost();
        outcomes.clear();
        time.advance(LONG);

        assertThat(booked).isEmpty();
        assertThat(intake.readings().givenBack()).isEqualTo(1);
    }

    @Test
    void aRecordNeverPolledIsRefusedOnThePollingThread() {
        assertThatIllegalStateException().isThrownBy(() -> handOver(0, null, "42", new RecordHeaders()));

        assertThat(started).isEmpty();
    }

    private void read(long offset, String key, String value, RecordHeaders headers) throws Exception {
        partition.record(offset);
        handOver(offset, key, value, headers);
    }

    /** As Camel's consumer does. */
    private void handOver(long offset, String key, String value, RecordHeaders headers) throws Exception {
        Exchange polled = new DefaultExchange(context);
        polled.getMessage().setHeader(KafkaConstants.TOPIC, "ids");
        polled.getMessage().setHeader(KafkaConstants.PARTITION, 3);
        polled.getMessage().setHeader(KafkaConstants.OFFSET, offset);
        polled.getMessage().setHeader(KafkaConstants.TIMESTAMP, 1_234L);
        polled.getMessage().setHeader(KafkaConstants.HEADERS, headers);
        if (key != null) {
            polled.getMessage().setHeader(KafkaConstants.KEY, bytes(key));
        }
        polled.getMessage().setBody(bytes(value));
        relay().process(polled);
    }

    private Read relay() {
        RouteProducer route = new RouteProducer(context, RelayRoutes.RELAY);
        Redelivery passages = new Redelivery(
                route,
                Runnable::run,
                time,
                time.clock(),
                new RefusedWrites("info", time::nanoTime),
                new RefusedWrites("dlq", time::nanoTime));
        return new Read(intake, passages, booked::add, time.clock(), tracing);
    }

    private static RecordHeaders traced(String parent) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", bytes(parent));
        return headers;
    }

    private List<Long> offsetsStarted() {
        return started.stream()
                .map(stage -> ((Stage) stage).source().origin().offset())
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
