package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How a task is asked for again that NetServer does not have: ids may come before their tasks can be seen.
 *
 * @param length from the first answer that there is no such task to the last look; zero to ask once
 * @param backOff the wait after that many such answers (1, 2, …), which the end of the grace cuts short
 */
public record NotFoundGrace(Duration length, IntFunction<Duration> backOff) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5); // what a task that appears may lie unseen
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    private static final int LOOKS = 4; // at the least

    /** Waits that double from {@code initialDelay}, none longer than five seconds or a quarter of the grace. */
    public static NotFoundGrace of(Duration length, Duration initialDelay) {
        Duration longest = longer(SHORTEST_WAIT, shorter(LONGEST_WAIT, length.dividedBy(LOOKS)));
        return new NotFoundGrace(length, BackOff.exponential(shorter(initialDelay, longest), longest));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
