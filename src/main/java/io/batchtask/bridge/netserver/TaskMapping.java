package io.batchtask.bridge.netserver;

import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.StringDictionary;
import io.batchtask.bridge.netserver.contract.StringDictionary.StringKeyValuePair;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.BatchTask.Extension;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** From the generated type to ours; the only place where both are known. */
final class TaskMapping {
    private TaskMapping() {}

    /**
     * @param baseZone the installation's zone, for LastStarted; Created is UTC by nature
     * @param version that was asked: where an older one sends what Services88 has added, it is passed over as anything
     *     unknown is
     * @throws java.time.DateTimeException if a date is none
     * @throws ArithmeticException if a number is none the contract has room for
     * @throws UnreadableValue if a word is neither true nor false
     */
    static BatchTask map(BatchTaskInfo wire, ZoneId baseZone, ServiceVersion version) {
        return new BatchTask(
                number(wire.getId()),
                wire.getName(),
                number(wire.getAssociateId()),
                number(wire.getDetailsTable()),
                number(wire.getDetailsRecord()),
                WireBoolean.read(wire.getIsSystemTask()),
                WireBoolean.read(wire.getIsInternalTask()),
                map(wire.getParameterObject()),
                WireTime.instant(wire.getLastStarted(), baseZone),
                WireTime.instant(wire.getCreated(), ZoneOffset.UTC),
                number(wire.getStartCount()),
                wire.getDatabaseSerialNumber(),
                wire.getContext(),
                wire.getResult(),
                wire.getState(),
                wire.getDescription(),
                wire.getResponse(),
                wire.getRequest(),
                wire.getProgressDescription(),
                number(wire.getProgressPercent()),
                version.isExtended()
                        ? Optional.of(new Extension(wire.getFileName(), wire.getCancellationBehaviour()))
                        : Optional.empty());
    }

    private static Integer number(Long wire) {
        return wire == null ? null : Integer.valueOf(Math.toIntExact(wire));
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
