package io.batchtask.bridge.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is under way of one partition during one assignment: the slots from the first unfinished offset on, and the lanes
 * that keep records of one key in order. Registering, committing and closing happen on the polling thread, everything
 * else anywhere.
 */
final class PartitionWindow {
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Lanes lanes = new Lanes();
    private final Totals totals;
    private final Consumer<Runnable> starter;
    private final LongSupplier nanos;
    private final Deque<Slot> polled = new ArrayDeque<>(); // registered, not yet handed over
    private int working;
    private int unfinished;
    private long standsSince; // since then the first slot is the first: waiting for one's turn is not being stuck
    private boolean lanesStopped;
    private boolean draining;
    private boolean open = true;
    private Lease lease; // null: it never ends

    /** @param starter runs the start of a record on another thread than the caller's */
    PartitionWindow(Totals totals, Consumer<Runnable> starter, LongSupplier nanos) {
        this.totals = totals;
        this.starter = starter;
        this.nanos = nanos;
    }

    /**
     * A record was polled; offsets come in rising order, not necessarily without gaps.
     *
     * @param bytes what it holds of memory: key, value and headers
     */
    void register(long offset, int bytes, long now) {
        take(offset, bytes, now);
        totals.registered(bytes);
    }

    /** As {@link #register}, for a record that was finished before it was committed: nothing is done with it again. */
    synchronized void registerFinished(long offset, long now) {
        take(offset, 0, now);
        unfinished--;
        slots.peekLast().state = Slot.State.FINISHED;
        dropFinishedPrefix();
    }

    private synchronized void take(long offset, int bytes, long now) {
        if (!open) {
            throw new IllegalStateException("offset " + offset + " was polled after its partition was taken over");
        }
        if (!slots.isEmpty() && slots.peekLast().offset >= offset) {
            throw new IllegalStateException("offset " + offset + " came after " + slots.peekLast().offset);
        }
        standsSince = slots.isEmpty() ? now : standsSince;
        Slot slot = new Slot(this, offset, bytes);
        slots.add(slot);
        polled.add(slot);
        unfinished++;
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
                totals.queued(1);
                return;
            }
        }
        start(slot);
    }

    private void start(Slot slot) {
        Consumer<InFlight> start = slot.start;
        slot.start = null;
        starter.accept(() -> start.accept(slot));
    }

    synchronized boolean work(Slot slot) {
        if (!open || slot.state == Slot.State.FINISHED || (draining && slot.state != Slot.State.WORKING)) {
            return false;
        }
        if (slot.state == Slot.State.RESTING) {
            slot.state = Slot.State.WORKING;
            working++;
        }
        return true;
    }

    synchronized void rest(Slot slot) {
        if (slot.state == Slot.State.WORKING) {
            slot.state = Slot.State.RESTING;
            stopWorking();
        }
    }

    private void stopWorking() {
        if (--working == 0) {
            notifyAll();
        }
    }

    boolean finish(Slot slot) {
        Slot next;
        synchronized (this) {
            if (slot.state == Slot.State.FINISHED || !open) {
                return false; // a late result of a former assignment finds nobody
            }
            if (slot.state == Slot.State.WORKING) {
                stopWorking();
            }
            slot.state = Slot.State.FINISHED;
            unfinished--;
            next = lanes.next(slot.lane, !lanesStopped);
            slot.lane = null;
            dropFinishedPrefix();
        }
        if (next != null) {
            totals.queued(-1); // before the other: what can run is never fewer than there are
        }
        totals.finished(slot.bytes);
        if (next != null) {
            start(next);
        }
        return true;
    }

    private void dropFinishedPrefix() {
        while (!slots.isEmpty() && slots.peek().state == Slot.State.FINISHED) {
            slots.poll();
            standsSince = nanos.getAsLong();
        }
    }

    /** What is finished beyond the offset to commit. */
    synchronized FinishedAhead finishedAhead(int leaderEpoch) {
        return FinishedAhead.of(slots, leaderEpoch);
    }

    /**
     * The offset to commit: every record before it is finished.
     *
     * @param position the consumer's position, the next offset it will read
     */
    synchronized long committable(long position) {
        return slots.isEmpty() ? position : slots.peek().offset;
    }

    /** Slots held: unfinished records and those finished behind an unfinished one. */
    synchronized int span() {
        return slots.size();
    }

    /** Records registered by a poll that Camel has not handed over. Zero between two polls, or Camel has mislaid some. */
    synchronized int notHandedOver() {
        return polled.size();
    }

    /** Since when the first unfinished record has held the commit point up; {@code Long.MAX_VALUE} when there is none. */
    synchronized long oldestUnfinished() {
        return slots.isEmpty() ? Long.MAX_VALUE : standsSince;
    }

    /** Results may leave the process while that lasts. */
    synchronized PartitionWindow under(Lease given) {
        lease = given;
        return this;
    }

    /** Whether the partition is ours beyond doubt. */
    synchronized boolean isOurs() {
        return open && (lease == null || !lease.hasEnded());
    }

    /** Records that wait behind another one of their lane are left to whoever reads them next. */
    synchronized void stopLanes() {
        lanesStopped = true;
    }

    /** The partition will be given back: from now on nothing new starts. */
    synchronized void drain() {
        lanesStopped = true;
        draining = true;
    }

    /** Whether nothing is being worked on: what is unfinished waits, for a call's turn or for better times. */
    synchronized boolean isQuiet() {
        return working == 0;
    }

    /** Waits until nothing is being worked on; false when the time ran out. */
    synchronized boolean awaitQuiet(long deadlineNanos) {
        try {
            while (working > 0) {
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

    /** The partition is no longer ours; whatever is still under way is of no consequence from now on. */
    void close() {
        int dropped, queued = 0;
        long bytes = 0;
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
            dropped = unfinished;
            unfinished = 0;
            for (Slot slot : slots) {
                queued += slot.state == Slot.State.QUEUED ? 1 : 0;
                bytes += slot.state == Slot.State.FINISHED ? 0 : slot.bytes;
            }
            slots.clear();
            polled.clear();
            lanes.clear();
        }
        totals.givenBack(dropped, queued, bytes);
    }
}
