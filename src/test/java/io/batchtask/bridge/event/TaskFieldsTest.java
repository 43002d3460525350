package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.BatchTask;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskFieldsTest {
    @Test
    void theFieldsStandInTheVendorsOrder() {
        assertThat(TaskFields.of(Samples.task(), Set.of()).keySet())
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
        Map<String, Object> data = TaskFields.of(Samples.task(), Set.of());
        for (RecordComponent component : BatchTask.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(Samples.task());
            boolean time = component.getType() == java.time.Instant.class;
            assertThat(data.get(component.getName()))
                    .as(component.getName())
                    .isEqualTo(time ? EventTime.micros((java.time.Instant) value) : value);
        }
    }

    @Test
    void whatNetServerLeftOutIsNullAndNotMissing() {
        assertThat(TaskFields.of(Samples.bare(), Set.of())).hasSize(20).allSatisfy((name, value) -> {
            if (!name.equals("id")) {
                assertThat(value).isNull();
            }
        });
    }

    @Test
    void maskedFieldsAreMissingAndNotNull() {
        assertThat(TaskFields.of(Samples.task(), Set.of("description", "parameterObject")))
                .hasSize(18)
                .doesNotContainKeys("description", "parameterObject");
    }
}
