package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.Schemas;
import io.batchtask.bridge.event.Schemas.Draft;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The records the documents show are what the code writes. */
class ReadmeSamplesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Readme readme = new Readme();

    @Test
    void theEventShownIsAnEventOfThisVersion() throws IOException {
        JsonNode shown = JSON.readTree(readme.sample("event"));
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(BatchTask.FIELDS.subList(0, 20)); // of Services86
        for (Draft draft : Draft.values()) {
            assertThat(draft.problems(Schemas.schema(Schemas.INFO), shown)).isEmpty();
        }
    }

    @Test
    void theWriterMakesTheEventShownOfTheTaskShown() throws IOException {
        JsonNode shown = JSON.readTree(readme.sample("event"));
        Map<String, String> headers = headers(readme.sample("event-headers"));
        ConsumedRecord request = request("42", headers.get("batchtask-origin"), headers.get("ce_time"));
        TaskEvent event = new EventWriter(EventFormat.CLOUDEVENTS_BINARY, "Cust12345", Schemas.BASE, Mask.NONE)
                .describe(new TaskAnswer(
                        new TaskRequest(request, 42, false),
                        Optional.of(task(shown)),
                        Integer.parseInt(headers.get("batchtask-attempts")),
                        Duration.ofMillis(Long.parseLong(headers.get("batchtask-lookup-ms"))),
                        Instant.parse(headers.get("batchtask-looked-up-at"))));
        assertThat(JSON.readTree(JSON.writeValueAsBytes(event.value()))).isEqualTo(shown);
        assertThat(event.key()).asString(StandardCharsets.UTF_8).isEqualTo("42");
        assertThat(event.headers().stream().map(header -> header.name() + ": " + header.text()))
                .containsExactlyElementsOf(
                        readme.sample("event-headers").lines().toList());
    }

    @Test
    void theWriterMakesTheNotFoundEventShown() throws IOException {
        JsonNode shown = JSON.readTree(readme.sample("not-found"));
        ConsumedRecord request = request(
                "404",
                shown.get("id").textValue().split("@")[0],
                shown.get("time").textValue());
        TaskEvent event = new EventWriter(EventFormat.CLOUDEVENTS_STRUCTURED, "Cust12345", Schemas.BASE, Mask.NONE)
                .describe(new TaskAnswer(
                        new TaskRequest(request, 404, false),
                        Optional.empty(),
                        1,
                        Duration.ofMillis(31),
                        Instant.EPOCH));
        assertThat(JSON.readTree(JSON.writeValueAsBytes(event.value()))).isEqualTo(shown);
        assertThat(Draft.DRAFT_2020_12.problems(Schemas.schema(Schemas.NOT_FOUND), shown.get("data")))
                .isEmpty();
    }

    @Test
    void theDeadLetterShownHasTheHeadersOfThisVersion() {
        Map<String, String> shown = headers(readme.sample("dead-letter"));
        String origin = shown.get("x-dlq-source-topic") + "/" + shown.get("x-dlq-source-partition") + "/"
                + shown.get("x-dlq-source-offset");
        Instant time = Instant.ofEpochMilli(Long.parseLong(shown.get("x-dlq-source-timestamp")));
        Map<String, String> written = new DeadLetterHeaders(
                        Set.of(DeadLetterFamily.NATIVE),
                        shown.get("x-dlq-group"),
                        shown.get("x-dlq-version"),
                        new Redactor(List.of()))
                        .headers(DeadLetter.atOnce(
                                request("42.5", origin, time.toString()),
                                new Failure.Malformed(shown.get("x-dlq-code"), shown.get("x-dlq-message")),
                                Step.READ,
                                0,
                                Instant.parse(shown.get("x-dlq-failed-at"))))
                        .stream()
                        .collect(Collectors.toMap(
                                ConsumedRecord.Header::name,
                                ConsumedRecord.Header::text,
                                (one, other) -> other,
                                LinkedHashMap::new));
        assertThat(shown).containsExactlyEntriesOf(written);
    }

    private static Map<String, String> headers(String block) {
        Map<String, String> headers = new LinkedHashMap<>();
        block.lines().map(line -> line.split(": ", 2)).forEach(parts -> headers.put(parts[0], parts[1]));
        return headers;
    }

    private static ConsumedRecord request(String value, String origin, String time) {
        String[] parts = origin.split("/");
        return new ConsumedRecord(
                new Origin(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2])),
                Instant.parse(time).toEpochMilli(),
                null,
                value.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private static BatchTask task(JsonNode data) {
        Map<String, String> parameters = new LinkedHashMap<>();
        data.get("parameterObject")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().textValue()));
        return new BatchTask(
                data.get("id").intValue(),
                data.get("name").textValue(),
                data.get("associateId").intValue(),
                data.get("detailsTable").intValue(),
                data.get("detailsRecord").intValue(),
                data.get("isSystemTask").booleanValue(),
                data.get("isInternalTask").booleanValue(),
                parameters,
                Instant.parse(data.get("lastStarted").textValue()),
                Instant.parse(data.get("created").textValue()),
                data.get("startCount").intValue(),
                data.get("databaseSerialNumber").textValue(),
                data.get("context").textValue(),
                data.get("result").textValue(),
                data.get("state").textValue(),
                data.get("description").textValue(),
                data.get("response").textValue(),
                data.get("request").textValue(),
                data.get("progressDescription").textValue(),
                data.get("progressPercent").intValue(),
                Optional.empty());
    }
}
