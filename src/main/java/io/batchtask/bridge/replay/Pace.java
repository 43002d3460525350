package io.batchtask.bridge.replay;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** At most so many letters a second, spread over it. */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PARTS = 20;

    private final RateLimiter limiter; // null: no limit

    /** @param rate letters a second; 0 is no limit */
    Pace(int rate) {
        if (rate == 0) {
            limiter = null;
            return;
        }
        int permits = Math.max(1, rate / PARTS);
        Duration period = Duration.ofNanos(Math.max(1, SECOND * permits / rate));
        limiter = RateLimiter.of(
                "replay",
                RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(period)
                        .build());
    }

    /**
     * Waits for the next one's turn.
     *
     * @return false if it is told to stop meanwhile
     */
    boolean take(StopSignal stop) throws InterruptedException {
        while (limiter != null && !limiter.acquirePermission()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (stop.isSet()) {
                return false;
            }
        }
        return !stop.isSet();
    }
}
