package io.batchtask.bridge.relay;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Who may call NetServer now: at most so many at once, at most so many a second, nobody during an outage. Whoever has
 * to wait waits as an entry in a queue, first come first served; no thread is held.
 */
final class Gate {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final Deque<Runnable> probes = new ArrayDeque<>();
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final BooleanSupplier shut;
    private final Optional<RateLimiter> rate;
    private int free;

    /**
     * @param callsAtOnce 1 or more
     * @param callsPerSecond 0 for no limit
     * @param shut while true nobody enters; call {@link #reopen} when it turns false
     */
    Gate(
            int callsAtOnce,
            double callsPerSecond,
            BooleanSupplier shut,
            Executor workers,
            ScheduledExecutorService timer) {
        this.free = callsAtOnce;
        this.shut = shut;
        this.workers = workers;
        this.timer = timer;
        this.rate = callsPerSecond <= 0 ? Optional.empty() : Optional.of(limiter(callsPerSecond));
    }

    /** One permit each 1/n second instead of n permits each second: no burst at the turn of a second. */
    private static RateLimiter limiter(double callsPerSecond) {
        return RateLimiter.of(
                "netserver",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofNanos((long) (1_000_000_000 / callsPerSecond)))
                        .timeoutDuration(FOR_EVER)
                        .build());
    }

    /** Runs {@code call} as soon as it may be made, on a worker; the caller must {@link #leave} afterwards. */
    void enter(Runnable call) {
        synchronized (this) {
            queue.add(call);
        }
        admit();
    }

    /** As {@link #enter}, for the call that finds out whether an outage is over: before all others, shut or not. */
    void enterToProbe(Runnable call) {
        synchronized (this) {
            probes.add(call);
        }
        admit();
    }

    /** A call has ended. */
    void leave() {
        synchronized (this) {
            free++;
        }
        admit();
    }

    /** Whatever kept the gate shut is over. */
    void reopen() {
        admit();
    }

    /** Calls that wait for their turn. */
    synchronized int waiting() {
        return queue.size();
    }

    private Runnable next() {
        if (!probes.isEmpty()) {
            return probes.poll();
        }
        return shut.getAsBoolean() ? null : queue.poll();
    }

    private void admit() {
        while (true) {
            Runnable call;
            synchronized (this) {
                call = free == 0 ? null : next();
                if (call == null) {
                    return;
                }
                free--;
            }
            long wait = rate.map(RateLimiter::reservePermission).orElse(0L);
            if (wait > 0) {
                timer.schedule(() -> workers.execute(call), wait, TimeUnit.NANOSECONDS);
            } else {
                workers.execute(call);
            }
        }
    }
}
