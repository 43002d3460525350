package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskEventTest {
    private static TaskEvent event(Object value) {
        ConsumedRecord source = new ConsumedRecord(new Origin("ids", 0, 1), 0, null, new byte[0], List.of());
        return new TaskEvent(source, EventWriter.INFO, 1, new byte[0], List.of(), value);
    }

    @Test
    void aFieldIsFoundInEveryFormOfTheEvent() {
        Map<String, Object> data = Map.of("id", 42, "state", "Started");
        assertThat(event(data).field("id")).contains(42);
        assertThat(event(Map.of("id", "ids/0/1", "type", EventWriter.INFO, "data", data))
                        .field("id"))
                .contains(42);
    }

    @Test
    void aMaskedOrAbsentFieldIsEmpty() {
        Map<String, Object> data = new HashMap<>();
        data.put("state", null);
        assertThat(event(data).field("state")).isEmpty();
        assertThat(event(data).field("id")).isEmpty();
        assertThat(event("text").field("id")).isEmpty();
    }
}
