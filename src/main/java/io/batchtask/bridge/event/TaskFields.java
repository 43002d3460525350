package io.batchtask.bridge.event;

import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.Mask;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The data of an event: the task's fields under {@link BatchTask#FIELDS their names}, in that order. */
final class TaskFields {
    private TaskFields() {}

    static Map<String, Object> of(BatchTask task, Mask mask) {
        Map<String, Object> data = new LinkedHashMap<>();
        Iterator<String> names = BatchTask.FIELDS.iterator();
        for (Object value : values(task)) {
            data.put(names.next(), value);
        }
        task.extension().ifPresent(extension -> {
            data.put(names.next(), extension.fileName());
            data.put(names.next(), extension.cancellationBehaviour());
        });
        if (task.parameterObject() != null) {
            data.put("parameterObject", shown(task.parameterObject(), mask.parameters()));
        }
        data.keySet().removeAll(mask.fields());
        return data;
    }

    private static Map<String, String> shown(Map<String, String> parameters, Set<String> masked) {
        if (masked.isEmpty()) {
            return parameters;
        }
        Map<String, String> shown = new LinkedHashMap<>(parameters);
        shown.keySet().removeAll(masked);
        return shown;
    }

    /** In the order of the record's components; by hand, as reflection would cost time for each event. */
    private static Object[] values(BatchTask task) {
        return new Object[] {
            task.id(),
            task.name(),
            task.associateId(),
            task.detailsTable(),
            task.detailsRecord(),
            task.isSystemTask(),
            task.isInternalTask(),
            task.parameterObject(),
            text(task.lastStarted()),
            text(task.created()),
            task.startCount(),
            task.databaseSerialNumber(),
            task.context(),
            task.result(),
            task.state(),
            task.description(),
            task.response(),
            task.request(),
            task.progressDescription(),
            task.progressPercent()
        };
    }

    private static String text(Instant time) {
        return time == null ? null : EventTime.micros(time);
    }
}
