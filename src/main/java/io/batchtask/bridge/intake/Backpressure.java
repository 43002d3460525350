package io.batchtask.bridge.intake;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the unfinished records of one partition, and with them those of the whole process, and decides when reading
 * has to pause. Records that wait behind an earlier one of their key, or for a certain time, have far wider bounds than
 * those that could run: they need no call yet. Safe from any thread.
 */
final class Backpressure implements PartitionWindow.Listener {
    private final Backpressure whole; // null: this is the whole
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger backingOff = new AtomicInteger();
    private final AtomicInteger lingering = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private Backpressure(Backpressure whole) {
        this.whole = whole;
    }

    /** The counts of the process. */
    static Backpressure ofAll() {
        return new Backpressure(null);
    }

    /** The counts of one partition, which count for the whole as well. */
    Backpressure part() {
        return new Backpressure(this);
    }

    @Override
    public void read(int size) {
        unfinished.incrementAndGet();
        bytes.addAndGet(size);
        if (whole != null) {
            whole.read(size);
        }
    }

    @Override
    public void queued(int more) {
        queued.addAndGet(more);
        if (whole != null) {
            whole.queued(more);
        }
    }

    @Override
    public void moved(Slot.State from, Slot.State to) {
        count(backingOff, Slot.State.BACKING_OFF, from, to);
        count(lingering, Slot.State.LINGERING, from, to);
        if (whole != null) {
            whole.moved(from, to);
        }
    }

    private static void count(AtomicInteger those, Slot.State in, Slot.State from, Slot.State to) {
        if (from != to && (from == in || to == in)) {
            those.addAndGet(to == in ? 1 : -1);
        }
    }

    @Override
    public void finished(int size) {
        unfinished.decrementAndGet();
        bytes.addAndGet(-size);
        if (whole != null) {
            whole.finished(size);
        }
    }

    @Override
    public void dropped() {
        whole.queued.addAndGet(-queued.getAndSet(0)); // before the others: the count of what can run is never too low
        whole.backingOff.addAndGet(-backingOff.getAndSet(0));
        whole.lingering.addAndGet(-lingering.getAndSet(0));
        whole.unfinished.addAndGet(-unfinished.getAndSet(0));
        whole.bytes.addAndGet(-bytes.getAndSet(0));
    }

    /**
     * Whether this partition is to be read no further, because the process holds enough and the partition its share of
     * it. A partition with less than its share is read on, however much the others hold, so that none can keep another
     * waiting; a partition that is alone may hold all of it. The sum stays below twice the bound.
     *
     * @param partitions the process has
     */
    boolean hasItsShare(IntakeLimits limits, int partitions) {
        return isEnough(runnable(), whole.runnable(), limits.runnable(), partitions)
                || isEnough(unfinished(), whole.unfinished(), limits.records(), partitions)
                || isEnough(bytes.get(), whole.bytes.get(), limits.bytes(), partitions);
    }

    private static boolean isEnough(long own, long sum, long bound, int partitions) {
        return sum >= bound && own >= Math.max(1, bound / Math.max(1, partitions));
    }

    /** Unfinished, and neither behind another record of their lane nor waiting for a certain time. */
    int runnable() {
        return begun() - backingOff.get();
    }

    /** Unfinished, and neither behind another record of their lane nor lingering: those that a stop waits for. */
    int begun() {
        return unfinished.get() - queued.get() - lingering.get();
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

    /** Waiting for what the next owner of their partition may wait for as well. */
    int lingering() {
        return lingering.get();
    }

    long bytes() {
        return bytes.get();
    }
}
