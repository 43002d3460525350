package io.batchtask.bridge.intake;

import java.time.Duration;

/**
 * How long results may leave the process without asking whether its partitions are still its own. Renewed at each poll
 * while heartbeats are sent; a process that stood still (stopped, swapped out, collecting garbage) or was cut off from
 * its group finds it ended, because the group may have given its partitions to somebody who is further by now.
 */
final class Lease {
    private final long nanos;
    private volatile long until;

    Lease(Duration time) {
        this.nanos = time.toNanos();
        renew();
    }

    boolean hasEnded() {
        return System.nanoTime() - until >= 0;
    }

    /** The group has just confirmed that we are a member, or nothing has happened that makes it doubtful. */
    void renew() {
        until = System.nanoTime() + nanos;
    }

    /** Time passes while the polling thread is busy; only a standstill ends the lease. */
    void renewUnlessEnded() {
        if (!hasEnded()) {
            renew();
        }
    }
}
