package io.batchtask.bridge.intake;

import java.time.Duration;

/**
 * When a commit is due: often while they succeed, so that a crash repeats little; seldom while they fail, because a
 * broker that is away refuses each at once. Touched by the polling thread only.
 */
final class CommitPace {
    static final Duration USUAL = Duration.ofMillis(100);
    static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private long last;
    private int failures;

    /** @param now of {@link System#nanoTime}, here and below */
    CommitPace(long now) {
        this.last = now;
    }

    /** Whether it is time; the next one is counted from here. */
    boolean isDue(long now) {
        if (now - last < (failures == 0 ? USUAL : AFTER_FAILURE).toNanos()) {
            return false;
        }
        last = now;
        return true;
    }

    /** @return whether that is news */
    boolean failed() {
        return failures++ == 0;
    }

    /** @return how many have failed since the one before that succeeded */
    int succeeded() {
        int before = failures;
        failures = 0;
        return before;
    }
}
