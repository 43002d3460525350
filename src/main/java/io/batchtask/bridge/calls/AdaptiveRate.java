package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Calls a second, because that is what services throttle by: as many as configured, and fewer when NetServer says that
 * it is asked too often. What it answers then is close to what it bears, so the limit falls a little below that,
 * goes back there within seconds, stays about there, and is given up step by step when nothing is refused any more.
 */
final class AdaptiveRate {
    /** Without a limit calls are made as often as there are any. */
    static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private static final double SLOWEST = 1; // calls a second
    private static final double BELOW = 0.9; // of what NetServer bears
    private static final double NOT_WORTH_A_CUT = 0.05; // share of refused calls: the price of looking for the bound
    private static final int SEVERAL = 2; // tasks: one alone that is refused for ever slows no other down
    private static final int ENOUGH = 20; // calls since the last cut, to judge by
    private static final double BACK_AFTER = 5; // seconds, and as long again about there
    private static final double GROWTH = 1.5; // a second, after that
    private static final double AMPLE = 2; // times what is called for
    private static final double AMPLE_FOR = 2; // seconds, then it is no limit any more
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private final double configured;
    private final LongSupplier nanoTime;
    private final RateCounter called = new RateCounter();
    private final RateCounter answered = new RateCounter();
    private final RateCounter refused = new RateCounter();
    private final Set<Object> refusedTasks = new HashSet<>(); // since the last hold; no more of them than matter
    private final Futility futility = new Futility();

    private double borne = NO_LIMIT; // what NetServer seems to bear; NO_LIMIT while that is looked for
    private double limit = NO_LIMIT; // at the last cut
    private long cutAt;
    private long heldUntil;
    private long answeredSinceCut; // of the calls begun since
    private long refusedSinceCut;
    private boolean ample;
    private long ampleSince;

    /**
     * @param configured calls per second, 0 for no limit
     * @param nanoTime monotonic
     */
    public AdaptiveRate(double configured, LongSupplier nanoTime) {
        this.configured = configured <= 0 ? NO_LIMIT : configured;
        this.nanoTime = nanoTime;
        this.cutAt = nanoTime.getAsLong() - SHORTEST_HOLD.toNanos();
    }

    /** The rate in force; {@link #NO_LIMIT} when there is none. */
    synchronized double callsPerSecond() {
        return Math.min(configured, adaptive(nanoTime.getAsLong()));
    }

    /** The rate in force, for people; empty when there is none. */
    public OptionalDouble limit() {
        double now = callsPerSecond();
        return now == NO_LIMIT ? OptionalDouble.empty() : OptionalDouble.of(now);
    }

    /** A call begins. */
    synchronized void called() {
        called.count(nanoTime.getAsLong());
    }

    /**
     * NetServer did what it was asked to.
     *
     * @param sentAt when that call began
     */
    public synchronized void answered(long sentAt) {
        long now = nanoTime.getAsLong();
        answered.count(now);
        answeredSinceCut += sentAt - cutAt < 0 ? 0 : 1;
    }

    /**
     * NetServer was asked too often. All calls are slowed down, but once only for all calls that were under way.
     *
     * @param sentAt when that call began
     * @param retryAfter how long NetServer asked to be left alone
     */
    public synchronized void throttled(Object task, long sentAt, Optional<Duration> retryAfter) {
        long now = nanoTime.getAsLong();
        refused.count(now);
        refusedSinceCut += sentAt - cutAt < 0 ? 0 : 1;
        boolean held = limit != NO_LIMIT && sentAt - heldUntil < 0;
        if (held || now - cutAt < SHORTEST_HOLD.toNanos()) {
            return;
        }
        if (refusedTasks.size() < SEVERAL) {
            refusedTasks.add(task);
        }
        double share = refused.at(now) / (answered.at(now) + refused.at(now));
        long made = answeredSinceCut + refusedSinceCut;
        if (refusedTasks.size() < SEVERAL || made < ENOUGH || share < NOT_WORTH_A_CUT) {
            return;
        }
        double inForce = adaptive(now);
        double asked = inForce == NO_LIMIT ? called.at(now) : Math.min(inForce, configured);
        double accepted = (double) answeredSinceCut / made;
        long calmFor = limit == NO_LIMIT ? Long.MAX_VALUE : now - heldUntil;
        if (futility.cutsAreVain(asked, accepted, now, calmFor)) {
            limit = inForce; // and goes on growing from there
            borne = NO_LIMIT;
            heldUntil = now;
        } else {
            limit = Math.max(SLOWEST, Math.max(asked / 2, BELOW * bears(asked, accepted, now)));
            borne = inForce == NO_LIMIT ? NO_LIMIT : limit / BELOW;
            heldUntil = now + hold(retryAfter).toNanos();
        }
        cutAt = now;
        answeredSinceCut = 0;
        refusedSinceCut = 0;
        refusedTasks.clear();
        ample = false;
    }

    /** As many as were answered in the last second; where fewer were called than allowed, as large a share. */
    private double bears(double asked, double accepted, long now) {
        boolean lull = borne == NO_LIMIT || called.at(now) < asked / 2;
        return lull ? asked * accepted : Math.min(asked, answered.at(now));
    }

    private static Duration hold(Optional<Duration> retryAfter) {
        Duration asked = retryAfter.orElse(SHORTEST_HOLD);
        Duration atLeast = asked.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : asked;
        return atLeast.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : atLeast;
    }

    private double adaptive(long now) {
        if (limit == NO_LIMIT) {
            return NO_LIMIT;
        }
        double seconds = Math.max(0, (now - heldUntil) / 1e9);
        double grown = grown(seconds);
        boolean wide = grown >= AMPLE * called.at(now) && seconds > 0;
        if (wide && !ample) {
            ampleSince = now;
        }
        ample = wide;
        if (ample && grown > borne() && now - ampleSince >= AMPLE_FOR * 1e9) {
            limit = NO_LIMIT;
            return NO_LIMIT;
        }
        return grown;
    }

    /** What it must have grown to before it is given up. */
    private double borne() {
        return borne == NO_LIMIT ? limit : borne;
    }

    /** Flat where NetServer last refused, as there it will most likely refuse again, and steep far from it. */
    private double grown(double seconds) {
        if (borne == NO_LIMIT) {
            return limit * Math.pow(GROWTH, seconds);
        }
        double there = (Math.min(seconds, 2 * BACK_AFTER) - BACK_AFTER) / BACK_AFTER; // -1 at first, 1 at last
        double about = borne + (borne - limit) * there * there * there;
        return about * Math.pow(GROWTH, Math.max(0, seconds - 2 * BACK_AFTER));
    }
}
