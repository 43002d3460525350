package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventWriterTest {
    /** What lies beyond the first 65,536 characters is escaped: Jackson's way, and every JSON reader's. */
    private static final String DATA = "{\"id\":4711,\"name\":\"BulkUpdate\",\"associateId\":17,\"detailsTable\":5,"
            + "\"detailsRecord\":1234,\"isSystemTask\":false,\"isInternalTask\":true,"
            + "\"parameterObject\":{\"SelectionId\":\"4711\",\"Mode\":\"Full\",\"Empty\":\"\",\"Nil\":null},"
            + "\"lastStarted\":\"2021-03-25T21:36:03Z\",\"created\":\"2021-03-25T21:35:03.459343Z\",\"startCount\":1,"
            + "\"databaseSerialNumber\":\"1133445566\",\"context\":\"Cust12345\",\"result\":\"\",\"state\":\"Started\","
            + "\"description\":\"Blåbær \\\"€\\\" \\uD83D\\uDE00\",\"response\":null,\"request\":\"do\\nit\","
            + "\"progressDescription\":\"half\",\"progressPercent\":42}";

    private static EventWriter writer(EventFormat format) {
        return new EventWriter(format, "Cust12345", Schemas.BASE, Mask.NONE);
    }

    private static TaskEvent found(EventFormat format, Header... headers) {
        return writer(format).describe(Samples.answer(Samples.record(null, headers), Samples.task()));
    }

    private static TaskEvent notFound(EventFormat format) {
        return writer(format).describe(Samples.answer(Samples.record(null), null));
    }

    private static String json(TaskEvent event) {
        try {
            return new String(EventJson.mapper().writeValueAsBytes(event.value()), StandardCharsets.UTF_8);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static List<String> lines(TaskEvent event) {
        return event.headers().stream()
                .map(header -> header.name() + "=" + header.text())
                .toList();
    }

    private static String value(TaskEvent event, String name) {
        return event.headers().stream()
                .filter(header -> header.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void aBinaryCloudEventHasTheDataAsItsValueAndTheAttributesAsHeaders() {
        TaskEvent event = found(EventFormat.CLOUDEVENTS_BINARY);
        assertThat(json(event)).isEqualTo(DATA);
        assertThat(event.type()).isEqualTo("io.batchtask.info.v1");
        assertThat(lines(event))
                .containsExactly(
                        "content-type=application/json",
                        "ce_specversion=1.0",
                        "ce_type=io.batchtask.info.v1",
                        "ce_source=/superoffice/Cust12345/batchtask",
                        "ce_id=ids/3/77@1795515330123",
                        "ce_subject=4711",
                        "ce_time=2026-11-24T10:15:30.123Z",
                        "ce_dataschema=urn:batchtask-bridge:schema:batchtask-info-v1.json",
                        "batchtask-origin=ids/3/77",
                        "batchtask-attempts=2",
                        "batchtask-lookup-ms=345",
                        "batchtask-looked-up-at=2026-11-24T10:15:31.007Z");
    }

    @Test
    void aStructuredCloudEventHasEverythingInItsValue() {
        TaskEvent event = found(EventFormat.CLOUDEVENTS_STRUCTURED);
        assertThat(json(event))
                .isEqualTo("{\"specversion\":\"1.0\",\"type\":\"io.batchtask.info.v1\","
                        + "\"source\":\"/superoffice/Cust12345/batchtask\",\"id\":\"ids/3/77@1795515330123\",\"subject\":\"4711\","
                        + "\"time\":\"2026-11-24T10:15:30.123Z\",\"datacontenttype\":\"application/json\","
                        + "\"dataschema\":\"urn:batchtask-bridge:schema:batchtask-info-v1.json\",\"data\":" + DATA
                        + "}");
        assertThat(lines(event))
                .containsExactly(
                        "content-type=application/cloudevents+json; charset=UTF-8",
                        "batchtask-origin=ids/3/77",
                        "batchtask-attempts=2",
                        "batchtask-lookup-ms=345",
                        "batchtask-looked-up-at=2026-11-24T10:15:31.007Z");
    }

    @Test
    void plainJsonIsTheDataAloneWithItsTypeInAHeader() {
        TaskEvent event = found(EventFormat.JSON);
        assertThat(json(event)).isEqualTo(DATA);
        assertThat(lines(event))
                .containsExactly(
                        "content-type=application/json",
                        "batchtask-type=io.batchtask.info.v1",
                        "batchtask-id=ids/3/77@1795515330123",
                        "batchtask-source=/superoffice/Cust12345/batchtask",
                        "batchtask-time=2026-11-24T10:15:30.123Z",
                        "batchtask-origin=ids/3/77",
                        "batchtask-attempts=2",
                        "batchtask-lookup-ms=345",
                        "batchtask-looked-up-at=2026-11-24T10:15:31.007Z");
    }

    @Test
    void aTaskThatIsNotThereIsAnEventOfItsOwnType() {
        TaskEvent event = notFound(EventFormat.CLOUDEVENTS_BINARY);
        assertThat(json(event)).isEqualTo("{\"id\":4711}");
        assertThat(event.type()).isEqualTo("io.batchtask.notfound.v1");
        assertThat(lines(event))
                .contains(
                        "ce_type=io.batchtask.notfound.v1",
                        "ce_subject=4711",
                        "ce_dataschema=urn:batchtask-bridge:schema:batchtask-notfound-v1.json");
        assertThat(json(notFound(EventFormat.CLOUDEVENTS_STRUCTURED)))
                .contains("\"type\":\"io.batchtask.notfound.v1\"")
                .endsWith("\"data\":{\"id\":4711}}");
        assertThat(lines(notFound(EventFormat.JSON))).contains("batchtask-type=io.batchtask.notfound.v1");
    }

    @Test
    void theRequestIsTheCauseOfTheEventAndBothAreOfOneFlow() {
        assertThat(lines(writer(EventFormat.CLOUDEVENTS_BINARY).describe(SchemaSamples.notFound())))
                .contains("ce_causationid=order-4711", "ce_correlationid=export-9");
        assertThat(json(writer(EventFormat.CLOUDEVENTS_STRUCTURED).describe(SchemaSamples.notFound())))
                .contains("-v1.json\",\"causationid\":\"order-4711\",\"correlationid\":\"export-9\",\"traceparent\"");
        assertThat(lines(writer(EventFormat.JSON).describe(SchemaSamples.notFound())))
                .contains("batchtask-request-id=order-4711")
                .noneMatch(line -> line.contains("ationid=")); // those are words of CloudEvents
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void theInputsKeyIsKeptToTheByte(EventFormat format) {
        byte[] key = {0, (byte) 0xFF, 7};
        ConsumedRecord record = new ConsumedRecord(new Origin("ids", 0, 1), 0, key, Samples.bytes("4711"), List.of());
        assertThat(writer(format)
                        .describe(Samples.answer(record, Samples.task()))
                        .key())
                .isEqualTo(new byte[] {0, (byte) 0xFF, 7});
    }

    @Test
    void anEmptyKeyIsKeptToo() {
        TaskEvent event = writer(EventFormat.JSON).describe(Samples.answer(Samples.record(""), Samples.task()));
        assertThat(event.key()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void withoutAKeyTheTaskIdIsTheKey(EventFormat format) {
        assertThat(found(format).key()).isEqualTo(Samples.bytes("4711"));
        assertThat(notFound(format).key()).isEqualTo(Samples.bytes("4711"));
    }

    @Test
    void theSameRecordAndAnswerGiveTheSameEventWhateverTheAttemptsWere() {
        TaskAnswer first = Samples.answer(Samples.record(null), Samples.task());
        TaskAnswer again =
                new TaskAnswer(first.request(), Optional.of(Samples.task()), 1, Duration.ofSeconds(9), Samples.WHEN);
        TaskEvent one = writer(EventFormat.CLOUDEVENTS_STRUCTURED).describe(first);
        TaskEvent two = writer(EventFormat.CLOUDEVENTS_STRUCTURED).describe(again);
        assertThat(json(two)).isEqualTo(json(one));
        assertThat(two.key()).isEqualTo(one.key());
    }

    @Test
    void anotherRecordIsAnotherEvent() {
        ConsumedRecord next = new ConsumedRecord(new Origin("ids", 3, 78), 0, null, Samples.bytes("4711"), List.of());
        TaskEvent event = writer(EventFormat.CLOUDEVENTS_BINARY).describe(Samples.answer(next, Samples.task()));
        assertThat(value(event, "ce_id")).isEqualTo("ids/3/78@0");
    }

    /** As when the topic was deleted and made anew, or when another cluster takes over. */
    @Test
    void anotherRecordAtTheSamePlaceIsAnotherEvent() {
        ConsumedRecord former = new ConsumedRecord(new Origin("ids", 0, 0), 1_000, null, Samples.bytes("1"), List.of());
        ConsumedRecord latter = new ConsumedRecord(new Origin("ids", 0, 0), 1_001, null, Samples.bytes("1"), List.of());
        assertThat(former.identity()).isEqualTo("ids/0/0@1000").isNotEqualTo(latter.identity());
    }

    @Test
    void theEventOfARecordWithoutATimeStampHasNoTime() {
        ConsumedRecord record = new ConsumedRecord(new Origin("ids", 0, 0), -1, null, Samples.bytes("1"), List.of());
        TaskAnswer answer = new TaskAnswer(
                new TaskRequest(record, 1, false), Optional.empty(), 1, Duration.ofMillis(1), Samples.WHEN);
        TaskEvent event = writer(EventFormat.CLOUDEVENTS_BINARY).describe(answer);
        assertThat(event.headers()).extracting(Header::name).doesNotContain("ce_time");
        assertThat(writer(EventFormat.JSON).describe(answer).headers())
                .extracting(Header::name)
                .contains("batchtask-id")
                .doesNotContain("batchtask-time");
        assertThat(value(event, "ce_id")).isEqualTo("ids/0/0");
        assertThat(json(writer(EventFormat.CLOUDEVENTS_STRUCTURED).describe(answer)))
                .contains("\"subject\":\"1\",\"datacontenttype\"");
    }

    @Test
    void theBeginningOfTimeIsATimeToo() {
        ConsumedRecord record = new ConsumedRecord(new Origin("ids", 0, 0), 0, null, Samples.bytes("1"), List.of());
        TaskEvent event = writer(EventFormat.CLOUDEVENTS_BINARY).describe(Samples.answer(record, Samples.task()));
        assertThat(value(event, "ce_time")).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /superoffice/onsite/batchtask",
        "' ', /superoffice/onsite/batchtask",
        "Cust12345, /superoffice/Cust12345/batchtask",
        "' Cust12345 ', /superoffice/Cust12345/batchtask",
        "Our House, /superoffice/Our%20House/batchtask",
        "a/b?c#d, /superoffice/a%2Fb%3Fc%23d/batchtask",
        "Blåbær, /superoffice/Bl%C3%A5b%C3%A6r/batchtask"
    })
    void theTenantIsOneSegmentOfTheSource(String tenant, String source) {
        TaskEvent event = new EventWriter(EventFormat.CLOUDEVENTS_BINARY, tenant, Schemas.BASE, Mask.NONE)
                .describe(Samples.answer(Samples.record(null), Samples.task()));
        assertThat(value(event, "ce_source")).isEqualTo(source);
    }

    @ParameterizedTest
    @EnumSource(EventFormat.class)
    void maskedFieldsAreAbsent(EventFormat format) {
        Set<String> masked = Set.of("description", "parameterObject", "request", "response", "progressDescription");
        TaskEvent event = new EventWriter(format, "", Schemas.BASE, Mask.of(masked))
                .describe(Samples.answer(Samples.record(null), Samples.task()));
        assertThat(json(event)).contains("\"state\":\"Started\",\"progressPercent\":42}");
        masked.forEach(field -> assertThat(json(event)).doesNotContain(field));
    }
}
