package io.batchtask.bridge.failure;

import java.time.Instant;
import java.util.Objects;

/**
 * The end of a record that will not become an event.
 *
 * @param attempts SOAP calls made for it, 0 when none was
 * @param firstFailureAt when it first failed; equals {@code failedAt} unless it was tried again
 * @param failedAt when it was given up
 */
public record Rejection(Failure failure, Step step, int attempts, Instant firstFailureAt, Instant failedAt) {
    public Rejection {
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(step, "step");
    }

    /** A record given up at its first failure. */
    public static Rejection atOnce(Failure failure, Step step, int attempts, Instant now) {
        return new Rejection(failure, step, attempts, now, now);
    }
}
