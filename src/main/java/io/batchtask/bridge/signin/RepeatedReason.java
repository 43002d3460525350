package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What the log has been given as a reason of late: the same one is news again after a minute. Not safe from threads. */
final class RepeatedReason {
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private String last = "";
    private long at;

    RepeatedReason(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether that is to be logged; taken as logged then. */
    boolean isNews(Failure failure) {
        long now = nanoTime.getAsLong();
        String reason = failure.className() + "/" + failure.code() + ": " + failure.message();
        if (reason.equals(last) && now - at < LOG_EVERY.toNanos()) {
            return false;
        }
        last = reason;
        at = now;
        return true;
    }

    /** Whatever comes next is news. */
    void forget() {
        last = "";
    }
}
