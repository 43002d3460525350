package io.batchtask.bridge.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often, and how long, one record has been failing by its own fault. A call during which an outage began does not
 * count, after an outage all begins anew, and a call that was throttled never was.
 */
final class FailureStreak {
    private final LongSupplier outages;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private Instant first;
    private int failed;
    private long since; // its first failure; time spent waiting because of throttling is left out
    private long calledAt;
    private long outagesBefore;
    private boolean wasThrottled;

    /**
     * @param outages so far
     * @param clock tells people when it failed first
     * @param nanoTime monotonic
     */
    public FailureStreak(LongSupplier outages, Clock clock, LongSupplier nanoTime) {
        this.outages = outages;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.outagesBefore = outages.getAsLong();
    }

    public void callBegins() {
        long now = nanoTime.getAsLong();
        if (outagesBefore != outages.getAsLong()) {
            outagesBefore = outages.getAsLong();
            failed = 0;
        }
        if (wasThrottled) {
            since += now - calledAt;
            wasThrottled = false;
        }
        calledAt = now;
    }

    public void throttled() {
        wasThrottled = true;
    }

    /** @return whether it counts; if not, an outage has begun since the call */
    public boolean failed() {
        began();
        if (outagesBefore != outages.getAsLong()) {
            return false;
        }
        if (failed == 0) {
            since = nanoTime.getAsLong();
        }
        failed++;
        return true;
    }

    /** The call was answered that there is no such task, and is made again: what failed before counts no longer. */
    public void notFound() {
        began();
        failed = 0;
    }

    private void began() {
        if (first == null) {
            first = clock.instant();
        }
    }

    /** Failed calls that count. */
    public int attempts() {
        return failed;
    }

    /** From the first failure that counts until now. */
    public Duration lasted() {
        return failed == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - since);
    }

    /** When it failed for the first time, outages or not; empty when it never has. */
    public Optional<Instant> first() {
        return Optional.ofNullable(first);
    }
}
