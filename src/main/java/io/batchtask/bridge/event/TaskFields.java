package io.batchtask.bridge.event;

import io.batchtask.bridge.task.BatchTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The data of an event: the task's fields under the vendor's names in camelCase, in the vendor's order. */
public final class TaskFields {
    /** Every field of the data, in order. */
    public static final List<String> FIELDS = List.copyOf(of(new BatchTask(
                    0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null))
            .keySet());

    private TaskFields() {}

    static Map<String, Object> of(BatchTask task, Set<String> masked) {
        Map<String, Object> data = of(task);
        data.keySet().removeAll(masked);
        return data;
    }

    private static Map<String, Object> of(BatchTask task) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", task.id());
        data.put("name", task.name());
        data.put("associateId", task.associateId());
        data.put("detailsTable", task.detailsTable());
        data.put("detailsRecord", task.detailsRecord());
        data.put("isSystemTask", task.isSystemTask());
        data.put("isInternalTask", task.isInternalTask());
        data.put("parameterObject", task.parameterObject());
        data.put("lastStarted", text(task.lastStarted()));
        data.put("created", text(task.created()));
        data.put("startCount", task.startCount());
        data.put("databaseSerialNumber", task.databaseSerialNumber());
        data.put("context", task.context());
        data.put("result", task.result());
        data.put("state", task.state());
        data.put("description", task.description());
        data.put("response", task.response());
        data.put("request", task.request());
        data.put("progressDescription", task.progressDescription());
        data.put("progressPercent", task.progressPercent());
        return data;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
