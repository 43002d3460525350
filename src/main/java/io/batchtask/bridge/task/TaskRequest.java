package io.batchtask.bridge.task;

import java.util.Optional;

/**
 * A readable request: look this task up.
 *
 * @param taskId 1 … 2147483647
 * @param follow whether the sender asked for later changes as well
 * @param context what the request says of itself
 */
public record TaskRequest(ConsumedRecord source, int taskId, boolean follow, RequestContext context) implements Stage {
    public TaskRequest {
        if (taskId < 1) {
            throw new IllegalArgumentException("taskId must be positive, not " + taskId);
        }
    }

    /** The same, part of that trace. */
    public TaskRequest within(Optional<TraceContext> trace) {
        return new TaskRequest(source, taskId, follow, context.within(trace));
    }

    /** A request that says nothing of itself. */
    public TaskRequest(ConsumedRecord source, int taskId, boolean follow) {
        this(source, taskId, follow, RequestContext.NONE);
    }
}
