package io.batchtask.bridge.task;

import java.time.Duration;
import java.util.Optional;

/**
 * A request together with NetServer's answer to it.
 *
 * @param info empty when NetServer has no such task (any more), which is a normal answer
 * @param attempts SOAP calls it took, 1 or more; calls that only met an expired ticket are not counted
 * @param lookupTime duration of the call that was answered
 */
public record TaskAnswer(TaskRequest request, Optional<TaskInfo> info, int attempts, Duration lookupTime)
        implements Sourced {
    @Override
    public SourceRecord source() {
        return request.source();
    }
}
