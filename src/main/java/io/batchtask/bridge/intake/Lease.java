package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long results may leave the process: for half a session from when a commit was sent that the broker has accepted.
 * A coordinator accepts commits of present members only, and gives away no member's partitions before a whole session
 * has passed without a sign of it. So the lease of a process that stood still, was cut off from its group or was
 * replaced ends in time.
 *
 * <p>The other half is for what commits do not show: the heartbeat of the broker-side protocol (KIP-848) is a request
 * of its own, and the last one may be older than the last commit by a heartbeat's interval.
 */
final class Lease {
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private final Moment longAgo;
    private volatile long session;
    private volatile Moment confirmed;
    private Moment asked;

    /**
     * By both clocks: the monotonic one may stand still while a virtual machine is suspended, the wall clock may be set
     * back.
     */
    record Moment(long nanos, long millis) {}

    Lease(Duration session) {
        this(session, System::nanoTime, System::currentTimeMillis);
    }

    Lease(Duration session, LongSupplier nanos, LongSupplier millis) {
        this.nanos = nanos;
        this.millis = millis;
        this.session = session.toMillis();
        this.longAgo = new Moment(nanos.getAsLong() - Duration.ofDays(1).toNanos(), 0);
        this.confirmed = longAgo;
        this.asked = longAgo;
    }

    /** Where the broker decides the session time-out. */
    void session(Duration time) {
        session = time.toMillis();
    }

    boolean hasEnded() {
        return age(confirmed) >= session / 2;
    }

    /** Whether it is time to ask for a renewal: early enough for a second try. By the polling thread. */
    boolean isToBeRenewed() {
        return age(confirmed) >= session / 6 && age(asked) >= session / 12;
    }

    /**
     * The group is being asked, by a commit or by joining it. By the polling thread.
     *
     * @return to be passed to {@link #confirmed} when it agrees
     */
    Moment ask() {
        asked = now();
        return asked;
    }

    Moment now() {
        return new Moment(nanos.getAsLong(), millis.getAsLong());
    }

    /** The group has confirmed that we are a member, asked at that moment. */
    void confirmed(Moment when) {
        if (age(when) < age(confirmed)) {
            confirmed = when;
        }
    }

    /** The group has answered that we are no member. */
    void end() {
        confirmed = longAgo;
    }

    private long age(Moment moment) {
        return Math.max((nanos.getAsLong() - moment.nanos) / 1_000_000, millis.getAsLong() - moment.millis);
    }
}
