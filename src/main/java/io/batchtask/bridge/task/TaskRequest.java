package io.batchtask.bridge.task;

/**
 * A readable request: look this task up.
 *
 * @param taskId 1 … 2147483647
 * @param follow whether the sender asked for later changes as well
 */
public record TaskRequest(ConsumedRecord source, int taskId, boolean follow) implements Stage {
    public TaskRequest {
        if (taskId < 1) {
            throw new IllegalArgumentException("taskId must be positive, not " + taskId);
        }
    }
}
