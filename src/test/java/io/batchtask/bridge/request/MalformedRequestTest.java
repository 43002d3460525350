package io.batchtask.bridge.request;

import static io.batchtask.bridge.request.Records.STRUCTURED;
import static io.batchtask.bridge.request.Records.header;
import static io.batchtask.bridge.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.request.ReadResult.Readable;
import io.batchtask.bridge.request.ReadResult.Unreadable;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request, each with the code it is rejected with. */
class MalformedRequestTest {
    private final RequestReader reader = new RequestReader();

    private static ConsumedRecord structured(String event) {
        return record(event, header("content-type", STRUCTURED));
    }

    private Failure unreadable(ConsumedRecord record) {
        ReadResult readout = reader.read(record);
        assertThat(readout).isInstanceOf(Unreadable.class);
        return ((Unreadable) readout).failure();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "empty"),
                arguments(" ", "empty"),
                arguments("\r\n\t", "empty"),
                // whole numbers that are no id
                arguments("0", "out-of-range"),
                arguments("-0", "out-of-range"),
                arguments("-1", "out-of-range"),
                arguments("2147483648", "out-of-range"),
                arguments("9223372036854775808", "out-of-range"),
                arguments("12345678901234567890", "out-of-range"),
                arguments("1".repeat(200), "out-of-range"),
                arguments("\"0\"", "out-of-range"),
                arguments("\"-1\"", "out-of-range"),
                arguments("\"12345678901234567890\"", "out-of-range"),
                arguments("\"" + "1".repeat(200) + "\"", "out-of-range"),
                arguments("{\"id\":0}", "out-of-range"),
                arguments("{\"id\":-42}", "out-of-range"),
                arguments("{\"id\":2147483648}", "out-of-range"),
                arguments("{\"id\":12345678901234567890}", "out-of-range"),
                arguments("{\"id\":\"2147483648\"}", "out-of-range"),
                // numbers that are not whole, even when their value is
                arguments("42.5", "fraction"),
                arguments("42.0", "fraction"),
                arguments("4e1", "fraction"),
                arguments("1E400", "fraction"),
                arguments("{\"id\":42.0}", "fraction"),
                arguments("{\"id\":4e1}", "fraction"),
                // not as JSON writes numbers
                arguments("007", "leading-zeros"),
                arguments("00", "leading-zeros"),
                arguments("-007", "leading-zeros"),
                arguments("+42", "leading-zeros"),
                arguments("+007", "leading-zeros"),
                arguments("+", "not-json"),
                arguments("42.", "not-json"),
                arguments("0x2A", "not-json"),
                arguments("4_2", "not-json"),
                arguments("42abc", "not-json"),
                arguments("٤٢", "not-json"),
                arguments("-", "not-json"),
                arguments("NaN", "not-json"),
                arguments("-Infinity", "not-json"),
                arguments("\uFEFF42", "not-json"),
                arguments("{\"id\":007}", "leading-zeros"),
                arguments("{\"id\":+7}", "leading-zeros"),
                arguments("\"007\"", "leading-zeros"),
                arguments("\" 007 \"", "leading-zeros"),
                arguments("\"-007\"", "leading-zeros"),
                arguments("\"+42\"", "leading-zeros"),
                arguments("\"+\"", "bad-id-type"),
                arguments("\"-\"", "bad-id-type"),
                arguments("\"٠٧\"", "bad-id-type"),
                arguments("\"007a\"", "bad-id-type"),
                arguments("{\"id\":\"007\"}", "leading-zeros"),
                // JSON of another kind
                arguments("[]", "unknown-shape"),
                arguments("[42]", "unknown-shape"),
                arguments("true", "unknown-shape"),
                arguments("null", "unknown-shape"),
                arguments("\"text\"", "bad-id-type"),
                arguments("\"\"", "bad-id-type"),
                arguments("\"4 2\"", "bad-id-type"),
                arguments("\"42.0\"", "bad-id-type"),
                arguments("{}", "no-id"),
                arguments("{\"ID\":42}", "no-id"),
                arguments("{\"name\":\"Export\"}", "no-id"),
                arguments("{\"id\":null}", "bad-id-type"),
                arguments("{\"id\":{}}", "bad-id-type"),
                arguments("{\"id\":[42]}", "bad-id-type"),
                arguments("{\"id\":true}", "bad-id-type"),
                arguments("{\"id\":\"\"}", "bad-id-type"),
                arguments("{\"id\":null,\"taskId\":42}", "bad-id-type"),
                arguments("{\"id\":42,\"taskId\":43}", "ambiguous-id"),
                arguments("{\"id\":42,\"id\":42}", "ambiguous-id"),
                arguments("{\"id\":42,\"x\":1,\"x\":2}", "ambiguous-id"),
                arguments("{\"id\":42,\"follow\":\"true\"}", "bad-follow"),
                arguments("{\"id\":42,\"follow\":1}", "bad-follow"),
                // not JSON, or more than one
                arguments("42 43", "trailing-text"),
                arguments("42,43", "not-json"),
                arguments("{\"id\":42}{\"id\":43}", "trailing-text"),
                arguments("{\"id\":42}\n{\"id\":43}", "trailing-text"),
                arguments("{\"id\":42", "not-json"),
                arguments("{id:42}", "not-json"),
                arguments("{'id':42}", "not-json"),
                arguments("{\"id\":42} // forty-two", "not-json"),
                arguments("<id>42</id>", "not-json"),
                arguments("[".repeat(60) + "]".repeat(60), "too-complex"),
                arguments("[".repeat(30_000), "too-complex"),
                arguments("{\"id\":42,\"x\":" + "[".repeat(60) + "]".repeat(60) + "}", "too-complex"),
                arguments("{\"id\":" + "1".repeat(200) + "}", "too-complex"),
                // envelopes
                arguments("{\"specversion\":\"0.3\",\"id\":\"42\",\"data\":42}", "bad-cloudevent"),
                arguments("{\"specversion\":\"1.0\",\"id\":\"42\"}", "bad-cloudevent"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isNoRequest(String value, String code) {
        ConsumedRecord record = record(value);
        Failure failure = unreadable(record);
        assertThat(failure.className()).isEqualTo("malformed");
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).isNotBlank().hasSizeLessThan(200).doesNotContainPattern("\\p{Cntrl}");
        assertThat(reader.read(record).source()).isSameAs(record);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 | bad-cloudevent",
                "{\"id\":42} | bad-cloudevent",
                "[] | bad-cloudevent",
                "{\"specversion\":\"0.3\",\"data\":42} | bad-cloudevent",
                "{\"specversion\":\"2.0\",\"data\":42} | bad-cloudevent",
                "{\"specversion\":\"1.0\"} | bad-cloudevent",
                "{\"specversion\":\"1.0\",\"data\":null} | bad-cloudevent",
                "{\"specversion\":\"1.0\",\"data_base64\":42} | bad-cloudevent",
                "{\"specversion\":\"1.0\",\"data_base64\":\"§\"} | bad-cloudevent",
                "{\"specversion\":\"1.0\",\"data_base64\":\"\"} | empty",
                "{\"specversion\":\"1.0\",\"data_base64\":\"/////w==\"} | not-json",
                "{\"specversion\":\"1.0\",\"data\":[42]} | unknown-shape",
                "{\"specversion\":\"1.0\",\"data\":{}} | no-id",
                "{\"specversion\":\"1.0\",\"data\":4.2} | fraction",
                "{\"specversion\":\"1.0\",\"data\":42} {} | trailing-text",
                "specversion=1.0 | not-json"
            })
    void isNoStructuredCloudEvent(String value, String code) {
        assertThat(unreadable(structured(value)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "2.0", "", "one"})
    void aBinaryCloudEventOfAnotherVersionIsNoRequest(String version) {
        assertThat(unreadable(record("42", header("ce_specversion", version))).code())
                .isEqualTo("bad-cloudevent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "tru"})
    void aFollowHeaderThatIsNeitherTrueNorFalseIsNoRequest(String follow) {
        assertThat(unreadable(record("42", header("batchtask-follow", follow))).code())
                .isEqualTo("bad-follow");
    }

    @Test
    void aFollowHeaderWithoutAValueIsNoRequest() {
        assertThat(unreadable(record("42", new Header("batchtask-follow", null)))
                        .code())
                .isEqualTo("bad-follow");
    }

    @Test
    void aRecordWithoutAValueIsNoRequest() {
        assertThat(unreadable(record((byte[]) null)).code()).isEqualTo("null-value");
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xFF},
                new byte[] {'4', '2', (byte) 0xE6},
                new byte[] {(byte) 0xC0, (byte) 0xB4},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                "42".getBytes(StandardCharsets.UTF_16));
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void bytesThatAreNotUtf8AreNoRequest(byte[] value) {
        assertThat(unreadable(record(value)).code()).isEqualTo("not-utf-8");
    }

    @Test
    void aValueOfTheLargestSizeIsRead() {
        assertThat(reader.read(record(padded(RequestReader.LARGEST)))).isInstanceOf(Readable.class);
    }

    @Test
    void aValueOneByteLargerIsNot() {
        assertThat(unreadable(record(padded(RequestReader.LARGEST + 1))).code()).isEqualTo("too-long");
    }

    private static byte[] padded(int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) ' ');
        value[length - 2] = '4';
        value[length - 1] = '2';
        return value;
    }

    @Test
    void aMessageQuotesOnlyTheBeginningOfAForeignText() {
        assertThat(unreadable(record("secret\u0000".repeat(1000))).message())
                .isEqualTo("neither a task id nor JSON: \"secret?secret?secret?secret?secret?secre…\"");
    }
}
