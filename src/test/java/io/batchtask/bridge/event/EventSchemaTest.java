package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.batchtask.bridge.event.Schemas.Draft;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.TaskAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas hold for the events the product really writes, read as either draft. */
class EventSchemaTest {
    static Stream<Arguments> realTasks() {
        List<Arguments> all = new ArrayList<>();
        for (Draft draft : Draft.values()) {
            for (EventFormat format : EventFormat.values()) {
                for (BatchTask task : List.of(
                        SchemaSamples.allSet(),
                        SchemaSamples.allNull(),
                        SchemaSamples.neverStarted(),
                        SchemaSamples.extended("export.csv", "CanCancel"),
                        SchemaSamples.extended(null, null),
                        SchemaSamples.extended("", "AskNicely"),
                        SchemaSamples.unknownState())) {
                    all.add(Arguments.of(draft, format, task));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("realTasks")
    void whatTheWriterMakesOfATaskIsValid(Draft draft, EventFormat format, BatchTask task) throws IOException {
        JsonNode data = written(format, Set.of(), SchemaSamples.found(task));
        assertThat(draft.problems(Schemas.schema(Schemas.INFO), data)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void aTaskWithEveryFieldMaskedIsValid(Draft draft) throws IOException {
        Set<String> masked = new TreeSet<>(BatchTask.FIELDS);
        masked.remove("id");
        JsonNode data = written(
                EventFormat.JSON, masked, SchemaSamples.found(SchemaSamples.extended("export.csv", "CanCancel")));
        assertThat(data).hasSize(1);
        assertThat(draft.problems(Schemas.schema(Schemas.INFO), data)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void aTaskWithSomeParametersMaskedIsValid(Draft draft) throws IOException {
        for (EventFormat format : EventFormat.values()) {
            JsonNode data = written(
                    format,
                    Set.of("parameterObject.SelectionId", "parameterObject.Filter"),
                    SchemaSamples.found(SchemaSamples.allSet()));
            assertThat(data.get("parameterObject")).hasSize(1);
            assertThat(draft.problems(Schemas.schema(Schemas.INFO), data)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void whatTheWriterMakesOfATaskThatIsNotThereIsValid(Draft draft) throws IOException {
        for (EventFormat format : EventFormat.values()) {
            JsonNode data = written(format, Set.of(), SchemaSamples.notFound());
            assertThat(draft.problems(Schemas.schema(Schemas.NOT_FOUND), data)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Draft.class)
    void aFieldOfALaterVersionIsNoReasonToRefuseAnEvent(Draft draft) throws IOException {
        ObjectNode data = written(EventFormat.JSON, Set.of(), SchemaSamples.found(SchemaSamples.allSet()));
        data.put("priority", 3);
        assertThat(draft.problems(Schemas.schema(Schemas.INFO), data)).isEmpty();
    }

    static Stream<Arguments> wrongFields() {
        List<Arguments> all = new ArrayList<>();
        for (Draft draft : Draft.values()) {
            for (String wrong : List.of(
                    "{\"id\":\"42\"}",
                    "{\"id\":0}",
                    "{\"id\":2147483648}",
                    "{\"id\":null}",
                    "{\"id\":42,\"state\":3}",
                    "{\"id\":42,\"name\":[]}",
                    "{\"id\":42,\"isSystemTask\":\"false\"}",
                    "{\"id\":42,\"progressPercent\":4.2}",
                    "{\"id\":42,\"parameterObject\":{\"a\":1}}",
                    "{\"id\":42,\"parameterObject\":\"\"}",
                    "{\"id\":42,\"fileName\":{}}",
                    "{\"id\":42,\"cancellationBehaviour\":1}",
                    "{\"id\":42,\"created\":\"2021-03-25T21:35:03\"}",
                    "{\"id\":42,\"created\":\"2021-03-25T21:35:03+01:00\"}",
                    "{\"id\":42,\"created\":1616708103}",
                    "{\"state\":\"New\"}",
                    "42")) {
                all.add(Arguments.of(draft, wrong));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void anEventOfAnotherShapeIsInvalid(Draft draft, String wrong) throws IOException {
        assertThat(draft.problems(
                        Schemas.schema(Schemas.INFO), EventJson.mapper().readTree(wrong)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = EventFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "JSON")
    void aCloudEventNamesTheSchemaItIsValidAgainst(EventFormat format) throws IOException {
        assertThat(dataSchema(format, SchemaSamples.found(SchemaSamples.allSet())))
                .isEqualTo(Schemas.schema(Schemas.INFO).get("$id").textValue());
        assertThat(dataSchema(format, SchemaSamples.notFound()))
                .isEqualTo(Schemas.schema(Schemas.NOT_FOUND).get("$id").textValue());
    }

    @Test
    void theSchemaDescribesEveryFieldOfAnEventAndNoOther() {
        JsonNode properties = Schemas.schema(Schemas.INFO).get("properties");
        assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(BatchTask.FIELDS);
        assertThat(properties)
                .allSatisfy(property ->
                        assertThat(property.path("description").asText()).isNotBlank());
    }

    /** The data of the event as it is published. */
    private static ObjectNode written(EventFormat format, Set<String> masked, TaskAnswer answer) throws IOException {
        TaskEvent event = new EventWriter(format, "Cust12345", Schemas.BASE, Mask.of(masked)).describe(answer);
        JsonNode value = EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(event.value()));
        return (ObjectNode) (format == EventFormat.CLOUDEVENTS_STRUCTURED ? value.get("data") : value);
    }

    private static String dataSchema(EventFormat format, TaskAnswer answer) throws IOException {
        TaskEvent event = new EventWriter(format, "", Schemas.BASE, Mask.NONE).describe(answer);
        JsonNode value = EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(event.value()));
        if (format == EventFormat.CLOUDEVENTS_STRUCTURED) {
            return value.get("dataschema").textValue();
        }
        return event.headers().stream()
                .filter(header -> header.name().equals("ce_dataschema"))
                .map(ConsumedRecord.Header::text)
                .findFirst()
                .orElseThrow();
    }
}
