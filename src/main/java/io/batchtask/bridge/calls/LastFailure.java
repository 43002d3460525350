package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What kept the last call from being answered, and for how long NetServer has asked to be left alone. */
final class LastFailure {
    private final Duration longestPause;
    private final LongSupplier nanoTime;
    private volatile Failure failure = new Failure.Unavailable("unknown", "no call has failed");
    private volatile long leaveAloneUntil;

    /**
     * @param longestPause NetServer is not left alone for longer, whatever it asks for
     * @param nanoTime monotonic
     */
    LastFailure(Duration longestPause, LongSupplier nanoTime) {
        this.longestPause = longestPause;
        this.nanoTime = nanoTime;
        this.leaveAloneUntil = nanoTime.getAsLong();
    }

    /** A call was not answered; which record it was for does not matter here. */
    synchronized void set(Failure.Unavailable latest) {
        failure = latest;
        Duration asked = latest.retryAfter().orElse(Duration.ZERO);
        Duration pause = asked.compareTo(longestPause) < 0 ? asked : longestPause;
        long until = nanoTime.getAsLong() + pause.toNanos();
        if (until - leaveAloneUntil > 0) {
            leaveAloneUntil = until;
        }
    }

    public String code() {
        return failure.code();
    }

    public String message() {
        return failure.message();
    }

    /** From now on; zero or less when NetServer has not asked for it. */
    Duration leftAlone() {
        return Duration.ofNanos(leaveAloneUntil - nanoTime.getAsLong());
    }
}
