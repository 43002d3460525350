package io.batchtask.bridge.event;

import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record, the task and the answer the tests of this room talk about. */
final class Samples {
    static final Instant WHEN = Instant.parse("2026-11-24T10:15:30.123Z");
    static final Instant LOOKED_UP = Instant.parse("2026-11-24T10:15:31.007999999Z");

    private Samples() {}

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static ConsumedRecord record(String key, Header... headers) {
        return new ConsumedRecord(
                new Origin("ids", 3, 77), WHEN.toEpochMilli(), bytes(key), bytes("4711"), List.of(headers));
    }

    static TaskAnswer answer(ConsumedRecord record, BatchTask task) {
        return new TaskAnswer(
                new TaskRequest(record, 4711, false), Optional.ofNullable(task), 2, Duration.ofMillis(345), LOOKED_UP);
    }

    static BatchTask task() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SelectionId", "4711");
        parameters.put("Mode", "Full");
        parameters.put("Empty", "");
        parameters.put("Nil", null);
        return new BatchTask(
                4711,
                "BulkUpdate",
                17,
                5,
                1234,
                false,
                true,
                parameters,
                Instant.parse("2021-03-25T21:36:03Z"),
                Instant.parse("2021-03-25T21:35:03.4593434Z"),
                1,
                "1133445566",
                "Cust12345",
                "",
                "Started",
                "Blåbær \"€\" 😀",
                null,
                "do\nit",
                "half",
                42,
                Optional.empty());
    }

    static BatchTask bare() {
        return new BatchTask(
                4711,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Optional.empty());
    }
}
