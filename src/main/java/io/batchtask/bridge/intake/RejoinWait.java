package io.batchtask.bridge.intake;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a process whose name another one has waits before it looks again whether that is still so. */
enum RejoinWait {
    /** It was a member; two of them that came back at once would drive each other out for ever. */
    DRIVEN_OUT(Duration.ofMinutes(1), Duration.ofMinutes(15)),
    /** It disturbs no one, and may only have to wait for the end of a session of its own. */
    NOT_LET_IN(Duration.ofSeconds(5), Duration.ofMinutes(1));

    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.2;

    private final IntervalFunction doubling;

    RejoinWait(Duration first, Duration longest) {
        this.doubling = IntervalFunction.ofExponentialBackoff(first, 2, longest);
    }

    /**
     * At least that of the table, and up to a fifth longer: the two processes are not to look at one moment.
     *
     * @param number 1, 2, …
     */
    Duration before(int number) {
        double spread = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) (doubling.apply(Math.min(number, MOST_DOUBLINGS)) * spread));
    }
}
