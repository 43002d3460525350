package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeadersTest {
    private static EventWriter writer(EventFormat format) {
        return new EventWriter(format, "Cust12345", Set.of());
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
                "batchtask-type",
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
        List<Header> travelled = event.headers().subList(6, event.headers().size());
        assertThat(travelled).extracting(Header::name).containsExactly("b", "a", "b");
        assertThat(travelled.get(1).value()).isNull();
    }
}
