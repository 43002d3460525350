package io.batchtask.bridge.request;

import static io.batchtask.bridge.request.Records.STRUCTURED;
import static io.batchtask.bridge.request.Records.header;
import static io.batchtask.bridge.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.request.ReadResult.Readable;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any bytes. */
class RequestPropertiesTest {
    private static final String ENVELOPE = "{\"specversion\":\"1.0\",\"data\":{\"id\":42}}";

    private final RequestReader reader = new RequestReader();

    @Property(tries = 2_000)
    void whateverTheBytesAreTheRecordIsKeptAndNothingIsThrown(@ForAll byte[] value, @ForAll("contexts") Header header) {
        ConsumedRecord record = record(value, header);
        assertThat(reader.read(record).source()).isSameAs(record);
    }

    @Property(tries = 2_000)
    void whateverTheJsonIsTheRecordIsKeptAndNothingIsThrown(
            @ForAll("almostRequests") String value, @ForAll("contexts") Header header) {
        ConsumedRecord record = record(value, header);
        assertThat(reader.read(record).source()).isSameAs(record);
    }

    @Property(tries = 500)
    void everyPositiveIntIsATaskId(@ForAll @IntRange(min = 1) int id) {
        assertThat(reader.read(record(Integer.toString(id))))
                .isInstanceOfSatisfying(
                        Readable.class,
                        readable -> assertThat(readable.request().taskId()).isEqualTo(id));
    }

    @Property(tries = 500)
    void textAndJsonStringAgreeOnWhatDecimalTextIs(@ForAll("almostNumbers") String text) {
        boolean asText = reader.read(record(text)) instanceof Readable;
        boolean asString = reader.read(record("\"" + text + "\"")) instanceof Readable;
        boolean asField = reader.read(record("{\"id\":\"" + text + "\"}")) instanceof Readable;
        assertThat(asString).isEqualTo(asText);
        assertThat(asField).isEqualTo(asText);
    }

    /** Spring's producers, for one, write a text header with the quotes of JSON. */
    @Property(tries = 1_000)
    void aHeaderInJsonQuotesSaysWhatItSaysWithoutThem(
            @ForAll("readHeaders") String name, @ForAll("headerValues") String value) throws JsonProcessingException {
        String quoted = new ObjectMapper().writeValueAsString(value);
        for (String body : List.of("42", "{\"id\":42,\"follow\":true}", ENVELOPE)) {
            assertThat(said(body, header(name, quoted)))
                    .isEqualTo(said(body, header(name, " " + quoted + " ")))
                    .isEqualTo(said(body, header(name, value)));
        }
    }

    /** Nothing is guessed: quotes that are not those of one whole JSON string belong to the value. */
    @Property(tries = 500)
    void otherQuotesAreNoQuotes(@ForAll("headerValues") String value, @ForAll("brokenQuotes") String form) {
        String broken = form.replace("%s", value.replaceAll("[\"\\\\\\p{Cntrl}]", ""));
        assertThat(said("42", header("batchtask-follow", broken))).isEqualTo("bad-follow");
        assertThat(said("42", header("ce_specversion", broken))).isEqualTo("bad-cloudevent");
        assertThat(said("42", header("content-type", broken))).isEqualTo("42 false");
    }

    /** The request that was read, or the code of the refusal; its words quote the header as it was. */
    private String said(String body, Header header) {
        return reader.read(record(body, header)) instanceof Readable readable
                ? readable.request().taskId() + " " + readable.request().follow()
                : ((ReadResult.Unreadable) reader.read(record(body, header)))
                        .failure()
                        .code();
    }

    @Provide
    Arbitrary<String> readHeaders() {
        return Arbitraries.of("content-type", "ce_specversion", "batchtask-follow");
    }

    @Provide
    Arbitrary<String> headerValues() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "1.0", "1.1", "0.3", "true", "false", "TRUE", STRUCTURED, STRUCTURED + "; charset=UTF-8"),
                Arbitraries.strings().ascii().ofMaxLength(12).filter(text -> !text.strip()
                        .startsWith("\"")));
    }

    @Provide
    Arbitrary<String> brokenQuotes() {
        return Arbitraries.of("\"%s", "'%s'", "\"%s\"x", "\"%s\"\"", "\"\"%s\"\"", "[\"%s\"]", "\"\\x%s\"");
    }

    @Provide
    Arbitrary<Header> contexts() {
        return Arbitraries.of(
                header("content-type", STRUCTURED),
                header("ce_specversion", "1.0"),
                header("batchtask-follow", "true"),
                header("other", ""));
    }

    @Provide
    Arbitrary<String> almostRequests() {
        Arbitrary<String> piece = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ":",
                ",",
                "\"id\"",
                "\"taskId\"",
                "\"follow\"",
                "\"specversion\":\"1.0\"",
                "\"data\"",
                "\"data_base64\"",
                "42",
                "-1",
                "4.2",
                "true",
                "null",
                "\\u",
                "\\",
                " ",
                "NDI=");
        return Combinators.combine(
                        Arbitraries.of("", "{", "{\"id\":", "{\"specversion\":\"1.0\",\"data\":"),
                        piece.list().ofMaxSize(12))
                .as((start, rest) -> start + String.join("", rest));
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings().withChars("0123456789+-. e").ofMinLength(1).ofMaxLength(12);
    }
}
