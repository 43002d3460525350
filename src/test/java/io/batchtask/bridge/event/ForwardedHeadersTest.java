package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.task.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeadersTest {
    private static EventWriter writer(EventFormat format) {
        return new EventWriter(format, "Cust12345", Schemas.BASE, Mask.NONE);
    }

    private static TaskEvent found(EventFormat format, Header... headers) {
        return writer(format).describe(Samples.answer(Samples.record(null, headers), Samples.task()));
    }

    private static List<String> lines(TaskEvent event) {
        return event.headers().stream()
                .map(header -> header.name() + "=" + header.text())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent",
                "tracestate",
                "baggage",
                "correlation-id",
                "X-Request-Id",
                "ce",
                "x-dlq",
                "batchtask",
                "operationName",
                "soapaction",
                "__connect.errors.topic",
                "kafka_dlt-original-topic",
                ""
            })
    void aHeaderOfTheInputTravelsAlong(String name) {
        TaskEvent event = found(EventFormat.CLOUDEVENTS_BINARY, Header.text(name, "of the input"));
        assertThat(lines(event)).endsWith(name + "=of the input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_id",
                "ce_time",
                "ce_extension",
                "CE_ID",
                "x-dlq-class",
                "x-dlq-replays",
                "X-DLQ-Class",
                "CamelHttpUri",
                "CAMELHTTPURI",
                "camelKafkaOverrideTopic",
                "Camel",
                "content-type",
                "Content-Type",
                "batchtask-origin",
                "batchtask-attempts",
                "batchtask-lookup-ms",
                "batchtask-looked-up-at",
                "batchtask-request-id",
                "batchtask-request-source",
                "Batchtask-Request-Id",
                "batchtask-type",
                "batchtask-id",
                "batchtask-source",
                "batchtask-time",
                "batchtask-follow",
                "Batchtask-Follow"
            })
    void aHeaderThatWouldSpeakForAnotherEventStaysBehind(String name) {
        for (EventFormat format : EventFormat.values()) {
            assertThat(lines(found(format, Header.text(name, "of the input")))).doesNotContain(name + "=of the input");
        }
    }

    @Test
    void headersTravelInTheirOrderRepeatsAndNullsIncluded() {
        TaskEvent event = found(
                EventFormat.JSON,
                Header.text("b", "1"),
                new Header("a", null),
                Header.text("ce_id", "x"),
                Header.text("b", "2"));
        List<Header> travelled = event.headers().subList(9, event.headers().size());
        assertThat(travelled).extracting(Header::name).containsExactly("b", "a", "b");
        assertThat(travelled.get(1).value()).isNull();
    }

    private static TaskEvent traced(EventFormat format, TraceContext trace, Header... headers) {
        RequestContext context = new RequestContext(
                Optional.of("order-7"), Optional.of("/erp"), Optional.empty(), Optional.ofNullable(trace));
        TaskRequest request = new TaskRequest(Samples.record(null, headers), 4711, false, context);
        return writer(format).describe(new TaskAnswer(request, Optional.empty(), 1, Duration.ZERO, Samples.LOOKED_UP));
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void theRequestsOwnIdSourceAndTraceTravelUnderNamesOfOurs(EventFormat format) {
        TaskEvent event = traced(format, new TraceContext("00-a-b-01", Optional.of("erp=1")), Header.text("a", "b"));
        assertThat(lines(event))
                .endsWith(
                        "batchtask-request-id=order-7",
                        "batchtask-request-source=/erp",
                        "a=b",
                        "traceparent=00-a-b-01",
                        "tracestate=erp=1");
        assertThat(event.value().toString().contains("traceparent=00-a-b-01, tracestate=erp=1, data="))
                .isEqualTo(format == EventFormat.CLOUDEVENTS_STRUCTURED);
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void aTraceInTheKafkaHeadersIsNotWrittenTwice(EventFormat format) {
        TaskEvent event = traced(
                format, new TraceContext("00-a-b-01", Optional.empty()), Header.text("traceparent", "\"00-a-b-01\""));
        assertThat(lines(event)).endsWith("traceparent=\"00-a-b-01\"").doesNotContain("traceparent=00-a-b-01");
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void withoutATraceNoneIsMadeUp(EventFormat format) {
        TaskEvent event = traced(format, null);
        assertThat(lines(event)).noneMatch(line -> line.startsWith("trace"));
        assertThat(event.value().toString()).doesNotContain("trace");
    }
}
