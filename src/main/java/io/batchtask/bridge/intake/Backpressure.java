package io.batchtask.bridge.intake;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has been read and is not finished: of one partition, and with it of the whole process. Records that wait behind an
 * earlier one of their key, or for the end of a back-off, are bounded far more generously than those that could run:
 * they need no call yet.
 */
final class Backpressure {
    private final Backpressure whole; // null: this is the whole
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger backingOff = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private Backpressure(Backpressure whole) {
        this.whole = whole;
    }

    /** Of the process. */
    static Backpressure ofAll() {
        return new Backpressure(null);
    }

    /** Of one partition; counts for the whole as well. */
    Backpressure part() {
        return new Backpressure(this);
    }

    void read(int size) {
        unfinished.incrementAndGet();
        bytes.addAndGet(size);
        if (whole != null) {
            whole.read(size);
        }
    }

    /** So many more, or fewer, wait behind another record of their lane. */
    void queued(int more) {
        queued.addAndGet(more);
        if (whole != null) {
            whole.queued(more);
        }
    }

    /** So many more, or fewer, wait for the end of a back-off. */
    void backingOff(int more) {
        backingOff.addAndGet(more);
        if (whole != null) {
            whole.backingOff(more);
        }
    }

    void finished(int size) {
        unfinished.decrementAndGet();
        bytes.addAndGet(-size);
        if (whole != null) {
            whole.finished(size);
        }
    }

    /** All of a partition is taken away. */
    void dropped() {
        whole.queued.addAndGet(-queued.getAndSet(0)); // before the others: what can run is never fewer than there are
        whole.backingOff.addAndGet(-backingOff.getAndSet(0));
        whole.unfinished.addAndGet(-unfinished.getAndSet(0));
        whole.bytes.addAndGet(-bytes.getAndSet(0));
    }

    /**
     * Whether this partition is to be read no further, because the process has enough in hand and the partition its share
     * of it. Whoever has less than a share is read on however much the others hold, so that none of them can keep it
     * waiting; and who is alone has all of it. The sum stays below twice the bound.
     *
     * @param partitions the process has
     */
    boolean hasItsShare(Intake.Limits limits, int partitions) {
        return isEnough(runnable(), whole.runnable(), limits.runnable(), partitions)
                || isEnough(unfinished(), whole.unfinished(), limits.records(), partitions)
                || isEnough(bytes.get(), whole.bytes.get(), limits.bytes(), partitions);
    }

    private static boolean isEnough(long own, long sum, long bound, int partitions) {
        return sum >= bound && own >= Math.max(1, bound / Math.max(1, partitions));
    }

    /** Unfinished, and neither behind another record of their lane nor in a back-off. */
    int runnable() {
        return unfinished.get() - queued.get() - backingOff.get();
    }

    /** Unfinished and not behind another record of their lane: those that a stop waits for. */
    int begun() {
        return unfinished.get() - queued.get();
    }

    int unfinished() {
        return unfinished.get();
    }

    int queued() {
        return queued.get();
    }

    int backingOff() {
        return backingOff.get();
    }

    long bytes() {
        return bytes.get();
    }
}
