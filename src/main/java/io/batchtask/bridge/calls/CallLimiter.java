package io.batchtask.bridge.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who may call NetServer now: at most so many at once, no more a second than the {@link AdaptiveRate} in force, and
 * none but probes while it is shut. A call that has to wait waits as an entry in a queue; no thread is held.
 */
final class CallLimiter {
    /** So late a timer may be without a call less; and so much time's calls may follow upon each other after a lull. */
    private static final long LATENESS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long LONGEST_INTERVAL = TimeUnit.DAYS.toNanos(1);

    private final Map<Turn, Deque<Runnable>> queues = new EnumMap<>(Turn.class);
    private final AdaptiveRate rate;
    private final BooleanSupplier shut;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private int free;
    private int inside; // without probes
    private long nextAt; // when the rate allows the next call
    private boolean waking;
    private boolean patientIsNext; // when both wait

    /**
     * @param callsAtOnce 1 or more
     * @param shut while true only probes enter; call {@link #reopen} when it turns false
     * @param nanoTime monotonic
     */
    public CallLimiter(
            int callsAtOnce,
            AdaptiveRate rate,
            BooleanSupplier shut,
            Executor workers,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {
        for (Turn turn : Turn.values()) {
            queues.put(turn, new ArrayDeque<>());
        }
        this.free = callsAtOnce;
        this.rate = rate;
        this.shut = shut;
        this.workers = workers;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** Runs {@code call} as soon as it may be made, on a worker; the caller must {@link #leave} afterwards. */
    public void enter(Turn turn, Runnable call) {
        synchronized (this) {
            queues.get(turn).add(call);
        }
        admit();
    }

    /** Whether calls are kept back at present, but for probes; a caller that has entered and waited may look again. */
    public boolean isShut() {
        return shut.getAsBoolean();
    }

    /**
     * A caller that is inside calls a second time without leaving: the next one waits for the time both take of the
     * rate.
     */
    synchronized void calledOnceMore() {
        double callsPerSecond = rate.callsPerSecond();
        if (callsPerSecond != AdaptiveRate.NO_LIMIT) {
            nextAt += (long) Math.min(LONGEST_INTERVAL, 1e9 / callsPerSecond);
        }
        rate.called();
    }

    /** A call has ended that was let in on that turn. */
    public void leave(Turn turn) {
        synchronized (this) {
            free++;
            inside -= turn == Turn.PROBE ? 0 : 1;
        }
        admit();
    }

    /** What kept calls back is over. */
    public void reopen() {
        admit();
    }

    /** Calls that wait for their turn. */
    public synchronized int waiting() {
        return queues.get(Turn.AGAIN).size()
                + queues.get(Turn.FIRST).size()
                + queues.get(Turn.PATIENT).size();
    }

    /** Callers that have entered and not left yet, without probes. */
    synchronized int inside() {
        return inside;
    }

    private void admit() {
        while (true) {
            Runnable call;
            synchronized (this) {
                Turn turn = next();
                Deque<Runnable> queue = queues.get(turn);
                if (free == 0 || queue.isEmpty() || !isPermitted()) {
                    return;
                }
                call = queue.remove();
                patientIsNext = turn == Turn.FIRST || (patientIsNext && turn != Turn.PATIENT);
                free--;
                inside += turn == Turn.PROBE ? 0 : 1;
            }
            workers.execute(call);
        }
    }

    private Turn next() {
        if (!queues.get(Turn.PROBE).isEmpty() || shut.getAsBoolean()) {
            return Turn.PROBE;
        }
        if (!queues.get(Turn.AGAIN).isEmpty()) {
            return Turn.AGAIN;
        }
        boolean isPatient = patientIsNext || queues.get(Turn.FIRST).isEmpty();
        return isPatient && !queues.get(Turn.PATIENT).isEmpty() ? Turn.PATIENT : Turn.FIRST;
    }

    /**
     * Whether the rate allows a call now; when it does not, this is asked again at the time it does. Who gets in is
     * decided then, as much may have changed by that time.
     */
    private boolean isPermitted() {
        long now = nanoTime.getAsLong();
        double callsPerSecond = rate.callsPerSecond();
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
        rate.called();
        return true;
    }

    private void wake() {
        synchronized (this) {
            waking = false;
        }
        admit();
    }
}
