package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells an outage of NetServer from records that cannot be looked up. Many different tasks that fail without an answer
 * in between are a suspicion and no more: quick failures come before the answers of the same moment. A suspicion keeps
 * calls back and is put to the test by a {@link Probe}; any answer ends it, and only tests that fail make an outage of
 * it. The end of an outage is found out by the probe as well, not by the clock.
 */
final class Breaker {
    private static final int MANY = 10; // different tasks, so that one poison id is never suspicious
    private static final Duration ANOTHER_TROUBLE = Duration.ofMinutes(5); // when nothing failed for that long
    private static final Duration THROTTLED_FOR = Duration.ofSeconds(2); // at most, until a suspicion is tested

    private final LastFailure last;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final FailureShare others;
    private final Set<Object> failedSinceAnswer = new HashSet<>();
    private BreakerListener listener = new BreakerListener() {};
    private volatile State state = State.ANSWERING;
    private volatile long outages;
    private volatile Instant since = Instant.EPOCH;
    private volatile long sinceNanos;
    private boolean failing;
    private Instant failingSince = Instant.EPOCH; // the first call without an answer after the last with one
    private long failingSinceNanos;
    private long lastFailedNanos;
    private long suspicions;

    private enum State {
        ANSWERING,
        SUSPECTED,
        ON
    }

    /**
     * @param callsAtOnce 1 or more
     * @param longestPause NetServer is not left alone for longer, whatever it asks for
     * @param clock tells people when an outage began
     * @param nanoTime monotonic
     */
    public Breaker(int callsAtOnce, Duration longestPause, Clock clock, LongSupplier nanoTime) {
        this.others = new FailureShare(callsAtOnce);
        this.last = new LastFailure(longestPause, nanoTime);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** To be set before the first call. */
    void listener(BreakerListener listener) {
        this.listener = listener;
    }

    public boolean isOn() {
        return state == State.ON;
    }

    /** Whether calls are kept back: there is an outage, or perhaps one. */
    public boolean isFeared() {
        return state != State.ANSWERING;
    }

    /** Whether that suspicion still holds, and nothing has come of it yet. */
    synchronized boolean isSuspected(long suspicion) {
        return state == State.SUSPECTED && suspicions == suspicion;
    }

    /** When the present outage began, with its first call that was not answered; empty when there is none. */
    public Optional<Instant> since() {
        return isOn() ? Optional.of(since) : Optional.empty();
    }

    /** For how long the present outage has been on; empty when there is none. */
    public Optional<Duration> lasts() {
        return isOn() ? Optional.of(Duration.ofNanos(nanoTime.getAsLong() - sinceNanos)) : Optional.empty();
    }

    /** What kept the last call from being answered. */
    public LastFailure last() {
        return last;
    }

    /** Look-ups without a usable answer so far. */
    public long failures() {
        return failures.get();
    }

    /** Outages so far. */
    public long outages() {
        return outages;
    }

    /** Counts answers so far; two readings say whether any call was answered in between. */
    public long successes() {
        return successes.get();
    }

    /** Whether that task may have failed so often in a row for the reason the others fail for. */
    public synchronized boolean mayFailAsOthers(Object task, int attempts) {
        return others.mayFailAs(task, attempts);
    }

    /** NetServer answered for that task; what it answered does not matter here. */
    public void answered(Object task) {
        synchronized (this) {
            others.answered(task);
        }
        answered();
    }

    /** NetServer answered a call. */
    public void answered() {
        successes.incrementAndGet();
        boolean cleared;
        synchronized (this) {
            failedSinceAnswer.clear();
            failing = false;
            others.settle();
            cleared = state == State.SUSPECTED;
            state = cleared ? State.ANSWERING : state;
        }
        if (cleared) {
            listener.cleared();
        }
    }

    /** No usable answer for that task. */
    public void failed(Object task, Failure.Unavailable failure) {
        failures.incrementAndGet();
        last.set(failure);
        boolean throttled = Reply.isThrottled(failure);
        synchronized (this) {
            if (!throttled && !isOn()) {
                others.failed(task);
            }
            long now = nanoTime.getAsLong();
            if (!failing || now - lastFailedNanos > ANOTHER_TROUBLE.toNanos()) {
                failing = true;
                failingSince = clock.instant();
                failingSinceNanos = now;
            }
            lastFailedNanos = now;
            if (isFeared() || !failedSinceAnswer.add(task) || failedSinceAnswer.size() < MANY) {
                return;
            }
        }
        // Who throttles some answers others: that is soon seen, and asking at once would be refused as well.
        Duration asked = failure.retryAfter().orElse(THROTTLED_FOR);
        suspect(!throttled ? Duration.ZERO : asked.compareTo(THROTTLED_FOR) < 0 ? asked : THROTTLED_FOR);
    }

    /**
     * NetServer may not answer at all.
     *
     * @param testAfter when it is worth asking
     */
    void suspect(Duration testAfter) {
        long suspicion;
        synchronized (this) {
            if (isFeared()) {
                return;
            }
            state = State.SUSPECTED;
            suspicion = ++suspicions;
        }
        listener.suspected(suspicion, testAfter);
    }

    /** That suspicion was right, unless a call has been answered meanwhile. */
    void confirm(long suspicion) {
        beginIf(() -> isSuspected(suspicion));
    }

    /** NetServer does not answer. */
    public void begin() {
        beginIf(() -> !isOn());
    }

    private void beginIf(BooleanSupplier so) {
        synchronized (this) {
            if (!so.getAsBoolean()) {
                return;
            }
            since = failing ? failingSince : clock.instant();
            sinceNanos = failing ? failingSinceNanos : nanoTime.getAsLong();
            outages++;
            others.forgetOutage();
            state = State.ON;
        }
        listener.begun();
    }

    /** NetServer answers again. */
    public void end() {
        synchronized (this) {
            state = State.ANSWERING;
        }
        answered();
    }
}
