package io.batchtask.bridge.calls;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.function.IntFunction;

/** Waits that double. */
public final class BackOff {
    private static final double VARIED = 0.5;
    private static final int MOST_DOUBLINGS = 40; // any longest wait is reached by then

    private BackOff() {}

    /**
     * Doubling from {@code initial}, each wait varied by half of itself to spread the callers, none above {@code max}.
     * After an outage most of them wait longest, so the longest waits are spread as well.
     */
    public static IntFunction<Duration> exponential(Duration initial, Duration max) {
        Duration longest = max.compareTo(initial) > 0 ? max : initial;
        Duration middle = Duration.ofMillis(Math.max(initial.toMillis(), (long) (longest.toMillis() / (1 + VARIED))));
        IntervalFunction doubling = IntervalFunction.ofExponentialBackoff(initial, 2, middle);
        return attempt -> {
            long undisturbed = doubling.apply(Math.min(Math.max(1, attempt), MOST_DOUBLINGS));
            long wait = IntervalFunction.ofRandomized(undisturbed, VARIED).apply(1);
            return Duration.ofMillis(Math.min(wait, longest.toMillis()));
        };
    }
}
