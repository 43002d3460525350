package io.batchtask.bridge.request;

import static io.batchtask.bridge.request.Records.STRUCTURED;
import static io.batchtask.bridge.request.Records.header;
import static io.batchtask.bridge.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TraceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of itself: who sent it, under which id, as part of which trace. */
class RequestContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static RequestContext context(ConsumedRecord record) {
        return new RequestReader().read(record).context();
    }

    private static ConsumedRecord structured(String attributes, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.add(header("content-type", STRUCTURED));
        return record("{\"specversion\":\"1.0\"," + attributes + "\"data\":{\"id\":42}}", all.toArray(Header[]::new));
    }

    private static ConsumedRecord binary(Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.add(header("ce_specversion", "1.0"));
        return record("42", all.toArray(Header[]::new));
    }

    @Test
    void aStructuredCloudEventSaysItInItsEnvelope() {
        RequestContext said = context(structured(
                "\"id\":\"order-7\",\"source\":\"/erp\",\"traceparent\":\"" + PARENT + "\",\"tracestate\":\"erp=1\","));
        assertThat(said.id()).contains("order-7");
        assertThat(said.source()).contains("/erp");
        assertThat(said.trace()).contains(new TraceContext(PARENT, Optional.of("erp=1")));
    }

    @Test
    void anEnvelopeThatIsKnownByItsSpecversionSaysItToo() {
        assertThat(context(record("{\"specversion\":\"1.0\",\"id\":\"order-7\",\"data\":42}"))
                        .id())
                .contains("order-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"data\":{}", "\"data\":\"no\"", "\"data_base64\":\"?\"", "\"data\":{\"id\":42,\"follow\":7}"})
    void oneThatAsksForNothingSaysItAllTheSame(String data) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"order-7\",\"traceparent\":\"" + PARENT + "\"," + data + "}";
        assertThat(new RequestReader().read(record(event)))
                .isInstanceOfSatisfying(ReadResult.Unreadable.class, unreadable -> assertThat(unreadable.context())
                        .isEqualTo(new RequestContext(
                                Optional.of("order-7"),
                                Optional.empty(),
                                Optional.of("order-7"),
                                TraceContext.of(PARENT, Optional.empty()))));
    }

    @Test
    void soDoesABinaryOneAndOneWhoseHeaderIsWrong() {
        Header id = header("ce_id", "order-7");
        assertThat(context(record("no", header("ce_specversion", "1.0"), id)).id())
                .contains("order-7");
        assertThat(context(binary(id, header("batchtask-follow", "perhaps"))).id())
                .contains("order-7");
    }

    @ParameterizedTest
    @CsvSource({"order-7, /erp", "'\"order-7\"', '\"/erp\"'", "' order-7 ', ' /erp'"})
    void aBinaryCloudEventSaysItInItsHeaders(String id, String source) {
        RequestContext said =
                context(binary(header("ce_id", id), header("ce_source", source), header("ce_traceparent", PARENT)));
        assertThat(said.id()).contains("order-7");
        assertThat(said.source()).contains("/erp");
        assertThat(said.trace()).contains(new TraceContext(PARENT, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "order-7, export-9, export-9",
        "order-7, , order-7", // the flow begins with this question
        ", export-9, export-9",
        "order-7, ' ', ",
        "order-7, 'two\nlines', ", // it is of some flow, and not of one that begins here
        ", , "
    })
    void theFlowItBelongsToIsItsOwnWordElseItsId(String id, String correlation, String expected) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", id);
        attributes.put("correlationid", correlation);
        attributes.values().removeIf(Objects::isNull);
        List<Header> headers = new ArrayList<>();
        StringBuilder envelope = new StringBuilder();
        attributes.forEach((name, value) -> {
            headers.add(header("ce_" + name, '"' + value.replace("\n", "\\n") + '"'));
            envelope.append('"' + name + "\":\"" + value.replace("\n", "\\n") + "\",");
        });

        assertThat(context(binary(headers.toArray(Header[]::new))).correlation())
                .isEqualTo(Optional.ofNullable(expected));
        assertThat(context(structured(envelope.toString())).correlation()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void aFlowWhoseNameIsTooLongIsLeftOutAndNotReplaced() {
        assertThat(context(binary(header("ce_id", "x".repeat(1024)))).correlation())
                .isPresent();
        assertThat(context(binary(header("ce_id", "7"), header("ce_correlationid", "ø".repeat(513))))
                        .correlation())
                .isEmpty();
    }

    @Test
    void aRequestThatIsNoCloudEventSaysNothing() {
        assertThat(context(record("{\"id\":42,\"source\":\"/erp\"}", header("ce_id", "order-7"))))
                .isEqualTo(RequestContext.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "true", "{}", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\nb\"", "\"\\ud83d\""})
    void anIdThatIsNoTextIsLeftOut(String id) {
        assertThat(context(structured("\"id\":" + id + ",\"source\":\"/erp\",")))
                .isEqualTo(
                        new RequestContext(Optional.empty(), Optional.of("/erp"), Optional.empty(), Optional.empty()));
    }

    @Test
    void bytesThatAreNoTextAreLeftOut() {
        assertThat(context(binary(new Header("ce_id", new byte[] {'a', (byte) 0xFF}), new Header("ce_source", null))))
                .isEqualTo(RequestContext.NONE);
    }

    @Test
    void whatIsTooLongIsLeftOutRatherThanCut() {
        assertThat(context(binary(header("ce_id", "x".repeat(1024)))).id()).isPresent();
        assertThat(context(binary(header("ce_id", "x".repeat(1025)))).id()).isEmpty();
        assertThat(context(binary(header("ce_id", "ø".repeat(513)))).id()).isEmpty();
    }

    @Test
    void theTraceOfTheKafkaHeadersCounts() {
        String attributes = "\"traceparent\":\"" + PARENT + "\",\"tracestate\":\"erp=1\",";
        assertThat(context(structured(attributes, header("traceparent", OTHER))).trace())
                .contains(new TraceContext(OTHER, Optional.empty()));
        assertThat(context(structured(attributes, header("traceparent", "of some other kind")))
                        .trace())
                .isEmpty();
        assertThat(context(structured(attributes, header("tracestate", "x=y"))).trace())
                .isEmpty(); // whose parent is missing, and is not this one
        assertThat(context(record("42", header("traceparent", '"' + OTHER + '"'), header("tracestate", "x=y")))
                        .trace())
                .contains(new TraceContext(OTHER, Optional.of("x=y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01", PARENT + "\n", "x"})
    void anAttributeThatIsNoTraceIsLeftOut(String parent) {
        assertThat(context(binary(header("ce_traceparent", "\"" + parent.replace("\n", "\\n!") + "\"")))
                        .trace())
                .isEmpty();
    }
}
