package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.Mask;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskFieldsTest {
    @Test
    void theFieldsStandInTheVendorsOrder() {
        assertThat(TaskFields.of(Samples.task(), Mask.NONE).keySet())
                .containsExactly(
                        "id",
                        "name",
                        "associateId",
                        "detailsTable",
                        "detailsRecord",
                        "isSystemTask",
                        "isInternalTask",
                        "parameterObject",
                        "lastStarted",
                        "created",
                        "startCount",
                        "databaseSerialNumber",
                        "context",
                        "result",
                        "state",
                        "description",
                        "response",
                        "request",
                        "progressDescription",
                        "progressPercent");
    }

    @Test
    void everyValueStandsUnderItsOwnName() throws Exception {
        Map<String, Object> data = TaskFields.of(Samples.task(), Mask.NONE);
        for (RecordComponent component : BatchTask.class.getRecordComponents()) {
            if (component.getType() == Optional.class) {
                continue; // has a test of its own
            }
            Object value = component.getAccessor().invoke(Samples.task());
            boolean time = component.getType() == java.time.Instant.class;
            assertThat(data.get(component.getName()))
                    .as(component.getName())
                    .isEqualTo(time ? EventTime.micros((java.time.Instant) value) : value);
        }
    }

    @Test
    void whatServices88SaysBesidesStandsAtTheEndAndIsMissingElsewhere() {
        Map<String, Object> data = TaskFields.of(SchemaSamples.extended("export.csv", null), Mask.NONE);
        assertThat(data.keySet()).containsExactlyElementsOf(BatchTask.FIELDS);
        assertThat(BatchTask.FIELDS.subList(20, 22)).containsExactly("fileName", "cancellationBehaviour");
        assertThat(data).containsEntry("fileName", "export.csv").containsEntry("cancellationBehaviour", null);
        assertThat(TaskFields.of(SchemaSamples.allSet(), Mask.NONE).keySet())
                .containsExactlyElementsOf(BatchTask.FIELDS.subList(0, 20));
    }

    @Test
    void whatNetServerLeftOutIsNullAndNotMissing() {
        assertThat(TaskFields.of(Samples.bare(), Mask.NONE)).hasSize(20).allSatisfy((name, value) -> {
            if (!name.equals("id")) {
                assertThat(value).isNull();
            }
        });
    }

    @Test
    void maskedFieldsAreMissingAndNotNull() {
        assertThat(TaskFields.of(Samples.task(), Mask.of(Set.of("description", "parameterObject"))))
                .hasSize(18)
                .doesNotContainKeys("description", "parameterObject");
    }

    @Test
    void aMaskedParameterIsMissingAndTheOthersKeepTheirOrder() {
        Mask mask = Mask.of(Set.of("parameterObject.SelectionId", "parameterObject.Nil", "parameterObject.mode"));
        assertThat(TaskFields.of(Samples.task(), mask).get("parameterObject").toString())
                .isEqualTo("{Mode=Full, Empty=}"); // "mode" is another key
        assertThat(Samples.task().parameterObject()).containsKey("SelectionId");
    }

    @Test
    void aKeyIsAllThatStandsBehindTheFirstDot() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : List.of("a", "a.b", "a.b.c", "parameterObject.a", "")) {
            parameters.put(key, "x");
        }
        BatchTask task = SchemaSamples.withParameters(parameters);

        assertThat(parameters(task, "parameterObject.a.b")).containsExactly("a", "a.b.c", "parameterObject.a", "");
        assertThat(parameters(task, "parameterObject.parameterObject.a")).containsExactly("a", "a.b", "a.b.c", "");
        assertThat(parameters(task, "a")).hasSize(5);
    }

    private static Iterable<Object> parameters(BatchTask task, String masked) {
        return new ArrayList<>(
                ((Map<?, ?>) TaskFields.of(task, Mask.of(Set.of(masked))).get("parameterObject")).keySet());
    }

    @Test
    void whereEveryParameterIsMaskedNoneAreLeftAndWhereThereAreNoneNothingIsMadeUp() {
        Mask all = Mask.of(Set.of(
                "parameterObject.SelectionId", "parameterObject.Mode", "parameterObject.Empty", "parameterObject.Nil"));
        assertThat(TaskFields.of(Samples.task(), all)).containsEntry("parameterObject", Map.of());
        assertThat(TaskFields.of(Samples.bare(), all)).containsEntry("parameterObject", null);
    }

    @Test
    void theWholeFieldMayBeMaskedBesides() {
        Mask both = Mask.of(Set.of("parameterObject", "parameterObject.Mode"));
        assertThat(TaskFields.of(Samples.task(), both))
                .doesNotContainKey("parameterObject")
                .hasSize(19);
    }
}
