package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long NetServer has not had one record's task. It is asked for the last time when the grace has ended, not
 * before, so that a task that appears within it is always found; an outage meanwhile only makes that later.
 */
final class Absence {
    private final NotFoundGrace grace;
    private final LongSupplier nanoTime;
    private int answers;
    private long since; // the first of them
    private boolean isLastLook;

    /** @param nanoTime monotonic */
    Absence(NotFoundGrace grace, LongSupplier nanoTime) {
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.isLastLook = grace.length().isZero();
    }

    void callBegins() {
        isLastLook |= answers > 0 && left().isZero();
    }

    /** Whether the call under way is the one whose answer counts. */
    boolean isLastLook() {
        return isLastLook;
    }

    /** NetServer does not have the task: the wait before the next look. */
    Duration lasts() {
        if (answers++ == 0) {
            since = nanoTime.getAsLong();
        }
        Duration wait = grace.backOff().apply(answers);
        Duration left = left();
        return wait.compareTo(left) < 0 ? wait : left;
    }

    /** Until the end of the grace; zero when that is over. */
    private Duration left() {
        Duration left = grace.length().minusNanos(nanoTime.getAsLong() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
