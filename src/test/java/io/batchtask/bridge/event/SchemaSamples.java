package io.batchtask.bridge.event;

import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.task.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records and tasks to make events of. */
final class SchemaSamples {
    /** All that a request can say of itself. */
    private static final RequestContext CONTEXT = new RequestContext(
            Optional.of("order-4711"),
            Optional.of("/erp/orders"),
            Optional.of("export-9"),
            TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Optional.of("erp=1")));

    private static final Instant CREATED = Instant.parse("2021-03-25T21:35:03Z");
    private static final Instant LOOKED_UP = Instant.parse("2021-03-25T21:35:03.5Z");

    private SchemaSamples() {}

    static ConsumedRecord record(ConsumedRecord.Header... headers) {
        return new ConsumedRecord(
                new Origin("superoffice.batchtask.ids", 0, 17),
                1_616_708_103_000L,
                null,
                "42".getBytes(StandardCharsets.UTF_8),
                List.of(headers));
    }

    static TaskAnswer found(BatchTask task) {
        return answer(task.id(), Optional.of(task));
    }

    static TaskAnswer notFound() {
        return answer(42, Optional.empty());
    }

    private static TaskAnswer answer(int id, Optional<BatchTask> task) {
        return new TaskAnswer(new TaskRequest(record(), id, false, CONTEXT), task, 1, Duration.ofMillis(31), LOOKED_UP);
    }

    /** Every field with a value. */
    static BatchTask allSet() {
        return task("Started", CREATED.plusSeconds(60).plusNanos(459_343_400), CREATED);
    }

    /** Nothing but the id. */
    static BatchTask allNull() {
        return new BatchTask(
                Integer.MAX_VALUE,
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

    /** Created, never started. */
    static BatchTask neverStarted() {
        return task("New", null, CREATED);
    }

    /** In a state this version has not heard of. */
    static BatchTask unknownState() {
        return task("Hibernating", CREATED, CREATED);
    }

    static BatchTask withParameters(Map<String, String> parameters) {
        return task("Started", null, CREATED, parameters, Optional.empty());
    }

    /** As Services88 describes it. */
    static BatchTask extended(String fileName, String cancellationBehaviour) {
        BatchTask.Extension extension = new BatchTask.Extension(fileName, cancellationBehaviour);
        return task("Started", null, CREATED, Map.of(), Optional.of(extension));
    }

    private static BatchTask task(String state, Instant lastStarted, Instant created) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SelectionId", "4711");
        parameters.put("Filter", null);
        parameters.put("", "no name");
        return task(state, lastStarted, created, parameters, Optional.empty());
    }

    private static BatchTask task(
            String state,
            Instant lastStarted,
            Instant created,
            Map<String, String> parameters,
            Optional<BatchTask.Extension> extension) {
        return new BatchTask(
                42,
                "BulkUpdate",
                0,
                70_000,
                -1,
                true,
                false,
                parameters,
                lastStarted,
                created,
                3,
                "1133445566",
                "Cust12345",
                "",
                state,
                "æ – \"quoted\" <&>",
                "",
                "x".repeat(254),
                "working",
                101,
                extension);
    }
}
