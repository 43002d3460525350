package io.batchtask.bridge.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The records of one partition that are in flight during one assignment, and the lanes that keep records of one key in
 * order. Registering, committing and closing happen on the polling thread, everything else on any thread. All fields
 * are guarded by {@code this}.
 */
final class PartitionWindow implements Slot.Window {
    private final UnfinishedOffsets offsets = new UnfinishedOffsets(this);
    private final Lanes lanes = new Lanes();
    private final WorkCount working = new WorkCount(this);
    private final Deque<Slot> polled = new ArrayDeque<>(); // not yet handed over
    private final Listener listener;
    private final Lease lease;
    private final Consumer<Runnable> starter;
    private final LongSupplier nanos;
    private boolean lanesStopped;
    private boolean draining;
    private long lastPublication = Long.MAX_VALUE;
    private boolean open = true;

    /** Counts the records of a window. Called with the window's lock held: must not wait. */
    interface Listener {
        void read(int bytes);

        /** So many more, or fewer, wait behind another record of their lane. */
        void queued(int more);

        /** A record that is not behind another one is in another state. */
        void moved(Slot.State from, Slot.State to);

        void finished(int bytes);

        /** The partition is taken away, with all records that are left. */
        void dropped();
    }

    /**
     * @param lease results may leave the process while it lasts
     * @param starter runs the start of a record on another thread than the caller's
     */
    PartitionWindow(Listener listener, Lease lease, Consumer<Runnable> starter, LongSupplier nanos) {
        this.listener = listener;
        this.lease = lease;
        this.starter = starter;
        this.nanos = nanos;
    }

    /**
     * A record was polled; offsets come in rising order, not necessarily without gaps.
     *
     * @param bytes the size of its key, value and headers
     */
    synchronized Slot register(long offset, int bytes, long now) {
        Slot slot = take(offset, bytes);
        offsets.begin(slot, now);
        listener.read(bytes);
        return slot;
    }

    /** As {@link #register}, for a record that was finished before it was committed: nothing is done with it again. */
    synchronized void registerFinished(long offset) {
        take(offset, 0).state = Slot.State.FINISHED;
    }

    private Slot take(long offset, int bytes) {
        if (!open) {
            throw new IllegalStateException("offset " + offset + " was polled after its partition was taken over");
        }
        Slot slot = new Slot(this, offset, offsets.read(offset), bytes);
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
                listener.queued(1);
                return;
            }
        }
        slot.startOn(starter);
    }

    @Override
    public synchronized boolean begin(Slot slot) {
        if (!open || slot.state == Slot.State.FINISHED || (draining && slot.state != Slot.State.WORKING)) {
            return false;
        }
        if (slot.state != Slot.State.WORKING) {
            become(slot, Slot.State.WORKING);
            working.begun();
        }
        return true;
    }

    @Override
    public synchronized void pause(Slot slot, Slot.State state) {
        if (!open || slot.state == Slot.State.FINISHED) {
            return;
        }
        stopWorking(slot, state);
    }

    private void stopWorking(Slot slot, Slot.State next) {
        boolean worked = slot.state == Slot.State.WORKING;
        become(slot, next);
        if (worked) {
            working.ended();
        }
    }

    private void become(Slot slot, Slot.State next) {
        Slot.State before = slot.state;
        slot.state = next;
        listener.moved(before, next);
    }

    @Override
    public boolean finish(Slot slot) {
        Slot next;
        synchronized (this) {
            if (slot.state == Slot.State.FINISHED || !open) {
                return false; // a late result of a former assignment has no effect
            }
            stopWorking(slot, Slot.State.FINISHED);
            next = lanes.next(slot.lane, !lanesStopped);
            slot.lane = null;
            offsets.finish(slot, nanos.getAsLong());
            if (next != null) {
                listener.queued(-1); // before the other: the count of what can run is never too low
            }
            listener.finished(slot.bytes);
        }
        if (next != null) {
            next.startOn(starter);
        }
        return true;
    }

    /**
     * Records registered by a poll that Camel has not handed over. Zero between two polls, or Camel has mislaid some.
     */
    synchronized int notHandedOver() {
        return polled.size();
    }

    /** How far this partition is. */
    UnfinishedOffsets offsets() {
        return offsets;
    }

    @Override
    public synchronized boolean mayPublish() {
        return open && !lease.hasEnded() && nanos.getAsLong() < lastPublication;
    }

    /** Records that wait behind another one of their lane are left to the next owner of the partition. */
    synchronized void stopLanes() {
        lanesStopped = true;
    }

    /**
     * The partition will be given back: nothing new starts.
     *
     * @param last from then on no result leaves either, as it might arrive when the partition has another owner
     */
    synchronized void drain(long last) {
        lanesStopped = true;
        draining = true;
        lastPublication = last;
    }

    /** Whether no record is being worked on: those that are unfinished wait for their turn or for a back-off to end. */
    synchronized boolean isQuiet() {
        return working.isZero();
    }

    /** Waits until no record is being worked on; false when the time ran out. */
    synchronized boolean awaitQuiet(long deadlineNanos) {
        return working.awaitZero(deadlineNanos);
    }

    /**
     * The partition is gone; what is still in flight has no effect from now on.
     *
     * @return records that were unfinished
     */
    synchronized int close() {
        if (!open) {
            return 0;
        }
        open = false;
        int dropped = offsets.clear();
        polled.clear();
        lanes.clear();
        listener.dropped();
        return dropped;
    }
}
