package io.batchtask.bridge.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who may call NetServer now: at most so many at once, no more a second than the {@link AdaptiveRate} in force, nobody while it
 * is shut. Whoever has to wait waits as an entry in a queue; no thread is held. First come first served, but those who
 * have been in before do not wait for all the others a second time.
 */
public final class CallLimiter {
    /** So late a timer may be without a call less; and so much time's calls may follow upon each other after a lull. */
    private static final long LATENESS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long LONGEST_INTERVAL = TimeUnit.DAYS.toNanos(1);

    private final Deque<Runnable> probes = new ArrayDeque<>();
    private final Deque<Runnable> again = new ArrayDeque<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final AdaptiveRate pace;
    private final BooleanSupplier shut;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private int free;
    private int inside; // without probes
    private long nextAt; // when the pace allows the next call
    private boolean waking;

    /**
     * @param callsAtOnce 1 or more
     * @param shut while true nobody enters; call {@link #reopen} when it turns false
     * @param nanoTime monotonic
     */
    public CallLimiter(
            int callsAtOnce,
            AdaptiveRate pace,
            BooleanSupplier shut,
            Executor workers,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {
        this.free = callsAtOnce;
        this.pace = pace;
        this.shut = shut;
        this.workers = workers;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** Runs {@code call} as soon as it may be made, on a worker; the caller must {@link #leave} afterwards. */
    public void enter(Runnable call) {
        line(queue, call);
    }

    /** As {@link #enter}, for whoever has been in before: its turn comes before that of all who have not. */
    public void enterAgain(Runnable call) {
        line(again, call);
    }

    /**
     * As {@link #enter}, for the call that finds out whether NetServer answers: before all others, shut or not. The
     * caller must {@link #leaveAsProbe} afterwards.
     */
    public void enterToProbe(Runnable call) {
        line(probes, call);
    }

    private void line(Deque<Runnable> line, Runnable call) {
        synchronized (this) {
            line.add(call);
        }
        admit();
    }

    /** Whether nobody enters at present; whoever has entered and waited may look again. */
    public boolean isShut() {
        return shut.getAsBoolean();
    }

    /** Whoever is inside makes a second call without leaving: the next one waits for the time both take of the pace. */
    public synchronized void calledOnceMore() {
        double callsPerSecond = pace.callsPerSecond();
        if (callsPerSecond != AdaptiveRate.NO_LIMIT) {
            nextAt += (long) Math.min(LONGEST_INTERVAL, 1e9 / callsPerSecond);
        }
        pace.called();
    }

    /** A call has ended. */
    public void leave() {
        synchronized (this) {
            free++;
            inside--;
        }
        admit();
    }

    /** A probe has ended. */
    void leaveAsProbe() {
        synchronized (this) {
            free++;
        }
        admit();
    }

    /** Whatever kept the gate shut is over. */
    public void reopen() {
        admit();
    }

    /** Calls that wait for their turn. */
    public synchronized int waiting() {
        return again.size() + queue.size();
    }

    /** Those that have entered and not left yet, without probes. */
    synchronized int inside() {
        return inside;
    }

    private void admit() {
        while (true) {
            Runnable call;
            synchronized (this) {
                Deque<Runnable> line = next();
                if (free == 0 || line.isEmpty() || !isPermitted()) {
                    return;
                }
                call = line.remove();
                free--;
                inside += line == probes ? 0 : 1;
            }
            workers.execute(call);
        }
    }

    private Deque<Runnable> next() {
        if (!probes.isEmpty() || shut.getAsBoolean()) {
            return probes;
        }
        return again.isEmpty() ? queue : again;
    }

    /**
     * Whether the pace allows a call now; when it does not, the gate is looked at again at the time it does. Who gets in
     * is decided then, as much may have changed by that time.
     */
    private boolean isPermitted() {
        long now = nanoTime.getAsLong();
        double callsPerSecond = pace.callsPerSecond();
        if (callsPerSecond == AdaptiveRate.NO_LIMIT) {
            nextAt = now;
        } else if (now - nextAt < 0) {
            if (!waking) {
                waking = true;
                timer.schedule(this::wake, nextAt - now, TimeUnit.NANOSECONDS);
            }
            return false;
        } else {
            long behind = Math.min(now - nextAt, LATENESS);
            nextAt = now - behind + (long) Math.min(LONGEST_INTERVAL, 1e9 / callsPerSecond);
        }
        pace.called();
        return true;
    }

    private void wake() {
        synchronized (this) {
            waking = false;
        }
        admit();
    }
}
