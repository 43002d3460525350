package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.Schemas.Draft;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema of a request accepts what the reader reads, and nothing that it refuses. */
class RequestSchemaTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "2147483647",
                "\"42\"",
                "\" 42 \"",
                "{\"id\":42}",
                "{\"taskId\":\"42\",\"follow\":true}",
                "{\"batchTaskId\":42,\"follow\":null,\"more\":{}}",
                "{\"id\":42,\"taskId\":42}"
            })
    void whatTheReaderReadsIsAValidRequest(String value) throws IOException {
        assertThat(read(value)).isInstanceOf(ReadResult.Readable.class);
        for (Draft draft : Draft.values()) {
            assertThat(problems(draft, value)).as(draft.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-42",
                "2147483648",
                "4.2",
                "\"\"",
                "\"4.2\"",
                "\"forty-two\"",
                "\"0\"",
                "\"-42\"",
                "\"+42\"",
                "\"007\"",
                "null",
                "true",
                "[42]",
                "{}",
                "{\"id\":null}",
                "{\"id\":42,\"taskId\":null}",
                "{\"ID\":42}",
                "{\"id\":true}",
                "{\"id\":42,\"follow\":\"yes\"}"
            })
    void whatTheReaderRefusesIsNoValidRequest(String value) throws IOException {
        assertThat(read(value)).isInstanceOf(ReadResult.Unreadable.class);
        for (Draft draft : Draft.values()) {
            assertThat(problems(draft, value)).as(draft.name()).isNotEmpty();
        }
    }

    private static List<String> problems(Draft draft, String value) throws IOException {
        return draft.problems(
                Schemas.schema(Schemas.REQUEST), EventJson.mapper().readTree(value));
    }

    private static ReadResult read(String value) {
        ConsumedRecord sample = SchemaSamples.record();
        return new RequestReader()
                .read(new ConsumedRecord(
                        sample.origin(), sample.timestamp(), null, value.getBytes(StandardCharsets.UTF_8), List.of()));
    }
}
