package io.batchtask.bridge.netserver;

import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.StringDictionary;
import io.batchtask.bridge.netserver.contract.StringDictionary.StringKeyValuePair;
import io.batchtask.bridge.task.TaskInfo;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** From the generated type to ours; the only place where both are known. */
final class TaskMapping {
    private TaskMapping() {}

    /**
     * @param baseZone the installation's zone, for LastStarted; Created is UTC by nature
     * @throws java.time.DateTimeException if a date is none
     */
    static TaskInfo map(BatchTaskInfo wire, ZoneId baseZone) {
        return new TaskInfo(
                wire.getId(),
                wire.getName(),
                wire.getAssociateId(),
                wire.getDetailsTable(),
                wire.getDetailsRecord(),
                wire.isIsSystemTask(),
                wire.isIsInternalTask(),
                map(wire.getParameterObject()),
                WireTime.instant(wire.getLastStarted(), baseZone),
                WireTime.instant(wire.getCreated(), ZoneOffset.UTC),
                wire.getStartCount(),
                wire.getDatabaseSerialNumber(),
                wire.getContext(),
                wire.getResult(),
                wire.getState(),
                wire.getDescription(),
                wire.getResponse(),
                wire.getRequest(),
                wire.getProgressDescription(),
                wire.getProgressPercent());
    }

    private static Map<String, String> map(StringDictionary dictionary) {
        if (dictionary == null) {
            return null;
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (StringKeyValuePair pair : dictionary.getStringKeyValuePair()) {
            // A .NET dictionary has no nil key; should one come, empty text keeps its value.
            entries.put(pair.getKey() == null ? "" : pair.getKey(), pair.getValue());
        }
        return Collections.unmodifiableMap(entries);
    }
}
