package io.batchtask.bridge.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request together with NetServer's answer to it.
 *
 * @param info empty when NetServer has no such task (any more), which is a normal answer
 * @param attempts SOAP calls it took, 1 or more; calls that only met an expired ticket are not counted
 * @param lookupTime duration of the call that was answered
 * @param lookedUpAt when that answer had come, by the clock of this process: of two answers about a task the one with the
 *     later time tells the newer state
 */
public record TaskAnswer(
        TaskRequest request, Optional<BatchTask> info, int attempts, Duration lookupTime, Instant lookedUpAt)
        implements Stage {
    @Override
    public ConsumedRecord source() {
        return request.source();
    }
}
