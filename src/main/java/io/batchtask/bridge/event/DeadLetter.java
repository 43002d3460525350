package io.batchtask.bridge.event;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Stage;
import java.time.Instant;
import java.util.Objects;

/**
 * A record on its way to the dead-letter topic, and why it will not become an event.
 *
 * @param step at which it was given up
 * @param attempts SOAP calls made for it, 0 when none was
 * @param firstFailureAt when it first failed; equals {@code failedAt} unless it was tried again
 * @param failedAt when it was given up
 * @param bare whether value and headers stay behind in the source topic, where ours point: the whole record with our
 *     headers on top is larger than the topic accepts
 */
public record DeadLetter(
        ConsumedRecord source,
        Failure failure,
        Step step,
        int attempts,
        Instant firstFailureAt,
        Instant failedAt,
        boolean bare)
        implements Stage {
    public DeadLetter {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(step, "step");
    }

    public DeadLetter(
            ConsumedRecord source, Failure failure, Step step, int attempts, Instant firstFailureAt, Instant failedAt) {
        this(source, failure, step, attempts, firstFailureAt, failedAt, false);
    }

    /** A record given up at its first failure. */
    public static DeadLetter atOnce(ConsumedRecord source, Failure failure, Step step, int attempts, Instant now) {
        return new DeadLetter(source, failure, step, attempts, now, now);
    }

    /** The same without value and headers. */
    public DeadLetter asBare() {
        return new DeadLetter(source, failure, step, attempts, firstFailureAt, failedAt, true);
    }
}
