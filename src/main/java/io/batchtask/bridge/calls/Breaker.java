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
 * Tells an outage of NetServer from records that cannot be looked up. Many different tasks that fail while nobody is
 * answered are a suspicion and no more: quick failures come before the answers of the same moment. A suspicion keeps
 * calls back and is put to the test by a {@link Probe}; any answer to anybody ends it, and only tests that fail make an
 * outage of it. The end of an outage is found out by the probe as well, not by the clock.
 */
public final class Breaker {
    private static final int MANY = 10; // different tasks, so that one poison id is never suspicious
    private static final Duration THROTTLED_FOR = Duration.ofSeconds(2); // at most, until a suspicion is tested

    private final Duration longestPause;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final FailureShare others;
    private final Set<Object> failedSinceAnswer = new HashSet<>();
    private Watcher watcher = new Watcher() {};
    private volatile State state = State.ANSWERING;
    private volatile long outages;
    private volatile Instant since = Instant.EPOCH;
    private volatile long sinceNanos;
    private volatile Failure last = new Failure.Unavailable("unknown", "no call has failed");
    private volatile long leaveAloneUntil;
    private long suspicions;

    private enum State {
        ANSWERING,
        SUSPECTED,
        ON
    }

    /** Hears what is thought of NetServer. */
    interface Watcher {
        /**
         * NetServer may answer nobody.
         *
         * @param suspicion its number
         * @param testAfter when it is worth asking
         */
        default void suspected(long suspicion, Duration testAfter) {}

        /** Somebody was answered, so there was nothing in the suspicion. */
        default void cleared() {}

        /** NetServer answers nobody. */
        default void begun() {}
    }

    /**
     * @param callsAtOnce 1 or more
     * @param longestPause NetServer is not left alone for longer, whatever it asks for
     * @param clock tells people when an outage began
     * @param nanoTime monotonic
     */
    public Breaker(int callsAtOnce, Duration longestPause, Clock clock, LongSupplier nanoTime) {
        this.others = new FailureShare(callsAtOnce);
        this.longestPause = longestPause;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.leaveAloneUntil = nanoTime.getAsLong();
    }

    /** Who is told; to be named before the first call. */
    void watchedBy(Watcher whoever) {
        watcher = whoever;
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

    /** When the present outage began; empty when there is none. */
    public Optional<Instant> since() {
        return isOn() ? Optional.of(since) : Optional.empty();
    }

    /** For how long the present outage has been on; empty when there is none. */
    public Optional<Duration> lasts() {
        return isOn() ? Optional.of(Duration.ofNanos(nanoTime.getAsLong() - sinceNanos)) : Optional.empty();
    }

    /** What kept the last call from being answered. */
    public Failure last() {
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

    /** Counts answers so far; two readings tell whether anybody was answered in between. */
    public long successes() {
        return successes.get();
    }

    /** How long NetServer has asked to be left alone from now on; zero or less when it has not. */
    Duration leftAlone() {
        return Duration.ofNanos(leaveAloneUntil - nanoTime.getAsLong());
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

    /** NetServer answered somebody. */
    public void answered() {
        successes.incrementAndGet();
        boolean cleared;
        synchronized (this) {
            failedSinceAnswer.clear();
            others.settle();
            cleared = state == State.SUSPECTED;
            state = cleared ? State.ANSWERING : state;
        }
        if (cleared) {
            watcher.cleared();
        }
    }

    /** A call was not answered; whose it was does not matter here. */
    synchronized void blame(Failure.Unavailable failure) {
        last = failure;
        long now = nanoTime.getAsLong();
        long until = now
                + failure.retryAfter()
                        .map(asked -> shorter(asked, longestPause))
                        .orElse(Duration.ZERO)
                        .toNanos();
        if (until - leaveAloneUntil > 0) {
            leaveAloneUntil = until;
        }
    }

    /** No usable answer for that task. */
    public void failed(Object task, Failure.Unavailable failure) {
        failures.incrementAndGet();
        blame(failure);
        boolean throttled = Reply.isThrottled(failure);
        synchronized (this) {
            if (!throttled && !isOn()) {
                others.failed(task);
            }
            if (isFeared() || !failedSinceAnswer.add(task) || failedSinceAnswer.size() < MANY) {
                return;
            }
        }
        // Who throttles some answers others: that is soon seen, and asking at once would be refused as well.
        suspect(throttled ? shorter(failure.retryAfter().orElse(THROTTLED_FOR), THROTTLED_FOR) : Duration.ZERO);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * NetServer may answer nobody.
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
        watcher.suspected(suspicion, testAfter);
    }

    /** That suspicion was right, unless somebody has been answered meanwhile. */
    void confirm(long suspicion) {
        beginIf(() -> isSuspected(suspicion));
    }

    /** NetServer answers nobody. */
    public void begin() {
        beginIf(() -> !isOn());
    }

    private void beginIf(BooleanSupplier so) {
        synchronized (this) {
            if (!so.getAsBoolean()) {
                return;
            }
            since = clock.instant();
            sinceNanos = nanoTime.getAsLong();
            outages++;
            others.forgetOutage();
            state = State.ON;
        }
        watcher.begun();
    }

    /** NetServer answers again. */
    public void end() {
        synchronized (this) {
            state = State.ANSWERING;
        }
        answered();
    }
}
