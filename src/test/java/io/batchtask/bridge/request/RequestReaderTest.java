package io.batchtask.bridge.request;

import static io.batchtask.bridge.request.Records.STRUCTURED;
import static io.batchtask.bridge.request.Records.header;
import static io.batchtask.bridge.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.batchtask.bridge.request.ReadResult.Readable;
import io.batchtask.bridge.task.ConsumedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may look like. */
class RequestReaderTest {
    private final RequestReader reader = new RequestReader();

    private Readable readable(ConsumedRecord record) {
        ReadResult readout = reader.read(record);
        assertThat(readout).isInstanceOf(Readable.class);
        return (Readable) readout;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                " 42 ",
                "\t42\n",
                "\r\n42\r\n",
                "\u200342",
                "\"42\"",
                "\" 42 \"",
                "{\"id\":42}",
                "{\"id\":\"42\"}",
                "{\"id\":\" 42\\n\"}",
                "{\"taskId\":42}",
                "{\"taskId\":\"42\"}",
                "{\"batchTaskId\":42}",
                "{\"batchTaskId\":\"42\"}",
                " { \"id\" : 42 } ",
                "{\"id\":42,\"taskId\":\"42\",\"batchTaskId\":42}",
                "{\"id\":42,\"name\":\"Export\",\"nested\":{\"id\":7}}",
                "{\"id\":42,\"follow\":null}",
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"type\":\"t\",\"source\":\"s\",\"data\":{\"id\":42}}"
            })
    void asksForTask42(String value) {
        Readable readable = readable(record(value));
        assertThat(readable.request().taskId()).isEqualTo(42);
        assertThat(readable.request().follow()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 999_999_999, 2_147_483_646, 2_147_483_647})
    void everyIdWithinRangeIsReadAsTextAndAsJson(int id) {
        for (String form : List.of("%d", "\"%d\"", "{\"id\":%d}", "{\"id\":\"%d\"}")) {
            assertThat(readable(record(form.formatted(id))).request().taskId()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":42,\"follow\":true} | true",
                "{\"id\":42,\"follow\":false} | false",
                "{\"follow\":true,\"taskId\":\"42\"} | true"
            })
    void theBodySaysWhetherToFollow(String value, boolean follow) {
        assertThat(readable(record(value)).request().follow()).isEqualTo(follow);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 | true | true",
                "42 | false | false",
                "{\"id\":42,\"follow\":false} | true | true",
                "{\"id\":42,\"follow\":true} | false | false",
                "{\"id\":42,\"follow\":true} | ' FALSE ' | false",
                "42 | True | true"
            })
    void theFollowHeaderOverridesTheBody(String value, String header, boolean follow) {
        assertThat(readable(record(value, header("batchtask-follow", header)))
                        .request()
                        .follow())
                .isEqualTo(follow);
    }

    @Test
    void theLastOfSeveralFollowHeadersCounts() {
        ConsumedRecord record = record("42", header("batchtask-follow", "no idea"), header("batchtask-follow", "true"));
        assertThat(readable(record).request().follow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "{\"id\":42}", "\"42\""})
    void aBinaryCloudEventCarriesTheRequestAsItsValue(String value) {
        ConsumedRecord event = record(
                value,
                header("ce_specversion", "1.0"),
                header("ce_type", "crm.export.started"),
                header("ce_source", "/crm"),
                header("ce_id", "7"),
                header("content-type", "application/json"));
        assertThat(readable(event).request().taskId()).isEqualTo(42);
    }

    static Stream<Arguments> structuredData() {
        String base64 =
                Base64.getEncoder().encodeToString("{\"id\":42,\"follow\":true}".getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                arguments("\"data\":42", false),
                arguments("\"data\":\"42\"", false),
                arguments("\"data\":{\"id\":42}", false),
                arguments("\"data\":{\"taskId\":\"42\",\"follow\":true}", true),
                arguments("\"data_base64\":\"NDI=\"", false),
                arguments("\"data\":null,\"data_base64\":\"" + base64 + "\"", true));
    }

    @ParameterizedTest
    @MethodSource("structuredData")
    void aStructuredCloudEventCarriesTheRequestAsItsData(String data, boolean follow) {
        String event = "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"7\"," + data + "}";
        for (String type : List.of(STRUCTURED, STRUCTURED + "; charset=UTF-8", " Application/CloudEvents+JSON")) {
            Readable readable = readable(record(event, header("content-type", type)));
            assertThat(readable.request().taskId()).isEqualTo(42);
            assertThat(readable.request().follow()).isEqualTo(follow);
        }
    }
}
