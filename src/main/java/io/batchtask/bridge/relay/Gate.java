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
    private boolean permit; // granted by the rate, not yet used
    private boolean permitComes;

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

    /** A hundredth of a second's permits at a time, or a single one: no burst at the turn of a second. */
    private static RateLimiter limiter(double callsPerSecond) {
        int permits = (int) Math.max(1, callsPerSecond / 100);
        return RateLimiter.of(
                "netserver",
                RateLimiterConfig.custom()
                        .limitForPeriod(permits)
                        .limitRefreshPeriod(Duration.ofNanos((long) (permits * 1_000_000_000.0 / callsPerSecond)))
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

    /** Whether nobody enters at present; whoever has entered and waited may look again. */
    boolean isShut() {
        return shut.getAsBoolean();
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

    private void admit() {
        while (true) {
            Runnable call;
            synchronized (this) {
                Deque<Runnable> line = probes.isEmpty() && !shut.getAsBoolean() ? queue : probes;
                if (free == 0 || line.isEmpty() || !isPermitted()) {
                    return;
                }
                call = line.remove();
                free--;
            }
            workers.execute(call);
        }
    }

    /**
     * Whether the rate allows a call now; when it does not, the gate is looked at again at the time it does. Only the
     * one permit that is next is waited for: who gets it is decided when it is there, as much may have changed by then.
     */
    private boolean isPermitted() {
        if (rate.isEmpty()) {
            return true;
        }
        if (!permit && !permitComes) {
            long wait = rate.get().reservePermission();
            permit = wait <= 0;
            permitComes = !permit;
            if (permitComes) {
                timer.schedule(this::permitted, wait, TimeUnit.NANOSECONDS);
            }
        }
        boolean granted = permit;
        permit = false;
        return granted;
    }

    private void permitted() {
        synchronized (this) {
            permit = true;
            permitComes = false;
        }
        admit();
    }
}
