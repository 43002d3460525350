package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * When a failed look-up is tried again, and when it is given up.
 *
 * @param maxAttempts SOAP calls for one record, 1 or more
 * @param maxElapsed time since the record's first failure after which it is not tried again
 * @param backOff the wait after that many failed attempts (1, 2, …)
 */
public record Retry(int maxAttempts, Duration maxElapsed, IntFunction<Duration> backOff) {

    /**
     * The wait before the next call: the back-off, or what NetServer asked for when that is longer. A record that goes
     * on with its attempts spent, because all records fail now and then, waits no longer than before.
     */
    public Duration wait(int failedAttempts, Optional<Duration> retryAfter) {
        Duration own = backOff.apply(Math.min(failedAttempts, maxAttempts));
        return honoured(retryAfter).filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    /** The wait of a record that was throttled so often in a row: what NetServer asked for, else the back-off. */
    public Duration waitThrottled(int times, Optional<Duration> retryAfter) {
        return honoured(retryAfter).filter(asked -> !asked.isZero()).orElseGet(() -> backOff.apply(times));
    }

    /** What NetServer asked for, but never longer than a record is tried at all: a slip there must not stop us here. */
    Optional<Duration> honoured(Optional<Duration> retryAfter) {
        return retryAfter.map(asked -> asked.compareTo(maxElapsed) > 0 ? maxElapsed : asked);
    }

    public boolean isSpent(int attempts, Duration sinceFirstFailure) {
        return attempts >= maxAttempts || sinceFirstFailure.compareTo(maxElapsed) >= 0;
    }
}
