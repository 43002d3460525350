package io.batchtask.bridge.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is under way of one partition during one assignment, and the lanes that keep records of one key in order.
 * Registering, committing and closing happen on the polling thread, everything else anywhere.
 */
final class PartitionWindow {
    private final UnfinishedOffsets progress = new UnfinishedOffsets();
    private final Lanes lanes = new Lanes();
    private final Backpressure inHand;
    private final Lease lease;
    private final Consumer<Runnable> starter;
    private final LongSupplier nanos;
    private final Deque<Slot> polled = new ArrayDeque<>(); // not yet handed over
    private int working;
    private boolean lanesStopped;
    private boolean draining;
    private long lastPublication = Long.MAX_VALUE;
    private boolean open = true;

    /**
     * @param inHand of this partition
     * @param lease results may leave the process while it lasts
     * @param starter runs the start of a record on another thread than the caller's
     */
    PartitionWindow(Backpressure inHand, Lease lease, Consumer<Runnable> starter, LongSupplier nanos) {
        this.inHand = inHand;
        this.lease = lease;
        this.starter = starter;
        this.nanos = nanos;
    }

    /**
     * A record was polled; offsets come in rising order, not necessarily without gaps.
     *
     * @param bytes what it holds of memory: key, value and headers
     */
    synchronized void register(long offset, int bytes, long now) {
        Slot slot = take(offset, bytes);
        progress.begin(slot, now);
        inHand.read(bytes);
    }

    /** As {@link #register}, for a record that was finished before it was committed: nothing is done with it again. */
    synchronized void registerFinished(long offset) {
        take(offset, 0).state = Slot.State.FINISHED;
    }

    private Slot take(long offset, int bytes) {
        if (!open) {
            throw new IllegalStateException("offset " + offset + " was polled after its partition was taken over");
        }
        Slot slot = new Slot(this, offset, progress.read(offset), bytes);
        polled.add(slot);
        return slot;
    }

    /** Camel hands the record over: it starts now, or when those before it in its lane are finished. */
    void accept(long offset, Object lane, Consumer<InFlight> start) {
        Slot slot;
        synchronized (this) {
            slot = polled.peek();
            if (slot == null || slot.offset != offset) {
                throw new IllegalStateException("offset " + offset + " was handed over, but not registered by a poll");
            }
            polled.remove();
            if (slot.state == Slot.State.FINISHED) {
                return;
            }
            slot.lane = lane;
            slot.start = start;
            if (!lanes.enter(slot)) {
                inHand.queued(1);
                return;
            }
        }
        slot.startOn(starter);
    }

    synchronized boolean work(Slot slot) {
        if (!open || slot.state == Slot.State.FINISHED || (draining && slot.state != Slot.State.WORKING)) {
            return false;
        }
        if (slot.state != Slot.State.WORKING) {
            slot.become(Slot.State.WORKING, inHand);
            working++;
        }
        return true;
    }

    /** @param state a way of resting */
    synchronized void rest(Slot slot, Slot.State state) {
        if (!open || slot.state == Slot.State.FINISHED) {
            return;
        }
        stopWorking(slot, state);
    }

    private void stopWorking(Slot slot, Slot.State next) {
        boolean worked = slot.state == Slot.State.WORKING;
        slot.become(next, inHand);
        if (worked && --working == 0) {
            notifyAll();
        }
    }

    boolean finish(Slot slot) {
        Slot next;
        synchronized (this) {
            if (slot.state == Slot.State.FINISHED || !open) {
                return false; // a late result of a former assignment finds nobody
            }
            stopWorking(slot, Slot.State.FINISHED);
            next = lanes.next(slot.lane, !lanesStopped);
            slot.lane = null;
            progress.finish(slot, nanos.getAsLong());
            if (next != null) {
                inHand.queued(-1); // before the other: what can run is never fewer than there are
            }
            inHand.finished(slot.bytes);
        }
        if (next != null) {
            next.startOn(starter);
        }
        return true;
    }

    /** Whether anything was read or finished since {@link #hasChanged} was last asked. */
    synchronized boolean isChanged() {
        return progress.isChanged();
    }

    /** As {@link #isChanged}, for whoever makes something of it now. */
    synchronized boolean hasChanged() {
        boolean changed = progress.isChanged();
        progress.changed(false);
        return changed;
    }

    /** What was made of the last change is of no use. */
    synchronized void change() {
        progress.changed(true);
    }

    /** What is finished beyond the offset to commit. */
    synchronized FinishedAhead finishedAhead(int leaderEpoch) {
        return progress.finishedAhead(leaderEpoch);
    }

    /**
     * The offset to commit: every record before it is finished.
     *
     * @param position the consumer's position, the next offset it will read
     */
    synchronized long committable(long position) {
        return progress.committable(position);
    }

    /** Behind the last record read; empty before the first. */
    synchronized OptionalLong end() {
        return progress.end();
    }

    /** Records read from the first unfinished one on. */
    synchronized int span() {
        return progress.span();
    }

    /** Records registered by a poll that Camel has not handed over. Zero between two polls, or Camel has mislaid some. */
    synchronized int notHandedOver() {
        return polled.size();
    }

    /** Since when the first unfinished record has held the commit point up; {@code Long.MAX_VALUE} when there is none. */
    synchronized long oldestUnfinished() {
        return progress.standsSince();
    }

    /** Whether the partition is ours beyond doubt, and will be until what leaves now has arrived. */
    synchronized boolean isOurs() {
        return open && !lease.hasEnded() && nanos.getAsLong() < lastPublication;
    }

    Backpressure inHand() {
        return inHand;
    }

    /** Records that wait behind another one of their lane are left to whoever reads them next. */
    synchronized void stopLanes() {
        lanesStopped = true;
    }

    /**
     * The partition will be given back: nothing new starts.
     *
     * @param last from then on no result leaves either, as it might arrive when the partition is somebody else's
     */
    synchronized void drain(long last) {
        lanesStopped = true;
        draining = true;
        lastPublication = last;
    }

    /** Whether nothing is being worked on: what is unfinished waits, for a call's turn or for better times. */
    synchronized boolean isQuiet() {
        return working == 0;
    }

    /** Waits until nothing is being worked on; false when the time ran out. */
    synchronized boolean awaitQuiet(long deadlineNanos) {
        try {
            while (!isQuiet()) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The partition is no longer ours; whatever is still under way is of no consequence from now on.
     *
     * @return records that were unfinished
     */
    synchronized int close() {
        if (!open) {
            return 0;
        }
        open = false;
        int dropped = progress.clear();
        polled.clear();
        lanes.clear();
        inHand.dropped();
        return dropped;
    }
}
