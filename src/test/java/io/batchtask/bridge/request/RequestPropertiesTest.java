package io.batchtask.bridge.request;

import static io.batchtask.bridge.request.Records.STRUCTURED;
import static io.batchtask.bridge.request.Records.header;
import static io.batchtask.bridge.request.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.request.Readout.Readable;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.SourceRecord.Header;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any bytes. */
class RequestPropertiesTest {
    private final RequestReader reader = new RequestReader();

    @Property(tries = 2_000)
    void whateverTheBytesAreTheRecordIsKeptAndNothingIsThrown(@ForAll byte[] value, @ForAll("contexts") Header header) {
        SourceRecord record = record(value, header);
        assertThat(reader.read(record).source()).isSameAs(record);
    }

    @Property(tries = 2_000)
    void whateverTheJsonIsTheRecordIsKeptAndNothingIsThrown(
            @ForAll("almostRequests") String value, @ForAll("contexts") Header header) {
        SourceRecord record = record(value, header);
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
