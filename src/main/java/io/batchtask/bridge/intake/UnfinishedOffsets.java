package io.batchtask.bridge.intake;

import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far a partition is: its unfinished records in the order of their offsets, and the offset after the last one read.
 * Nothing is kept of finished records: before that offset, whatever is not unfinished is finished. All fields are
 * guarded by the window, whose lock each method takes, so that a caller that holds it sees several of one moment.
 */
final class UnfinishedOffsets {
    private static final long NEVER = Long.MAX_VALUE;

    private final Object window;
    private final Set<Slot> unfinished = new LinkedHashSet<>(); // registered in rising order
    private long end = Long.MIN_VALUE; // after the last record read
    private long records;
    private long
            firstSince; // the first one has been the first since then: before, it waited its turn and was not stuck
    private boolean changed;

    UnfinishedOffsets(Object window) {
        this.window = window;
    }

    /** @return the number of the record with that offset: 0, 1, …, as offsets have gaps */
    long read(long offset) {
        synchronized (window) {
            if (offset < end) {
                throw new IllegalStateException("offset " + offset + " came after " + (end - 1));
            }
            end = offset + 1;
            changed = true;
            return records++;
        }
    }

    void begin(Slot slot, long now) {
        synchronized (window) {
            firstSince = unfinished.isEmpty() ? now : firstSince;
            unfinished.add(slot);
        }
    }

    void finish(Slot slot, long now) {
        synchronized (window) {
            if (first() == slot) {
                firstSince = now;
            }
            unfinished.remove(slot);
            changed = true;
        }
    }

    private Slot first() {
        return unfinished.iterator().next();
    }

    /** Whether anything was read or finished since {@link #takeChange} last returned. */
    boolean isChanged() {
        synchronized (window) {
            return changed;
        }
    }

    /** As {@link #isChanged}, for a caller that works out a commit now. */
    boolean takeChange() {
        synchronized (window) {
            boolean taken = changed;
            changed = false;
            return taken;
        }
    }

    /** The commit that was worked out after the last change is useless. */
    void change() {
        synchronized (window) {
            changed = true;
        }
    }

    /**
     * The offset to commit: every record before it is finished.
     *
     * @param position the consumer's position, the next offset it will read
     */
    long committable(long position) {
        synchronized (window) {
            return unfinished.isEmpty() ? position : first().offset;
        }
    }

    /** What is finished beyond the offset to commit. */
    FinishedAhead finishedAhead(int leaderEpoch) {
        synchronized (window) {
            return FinishedAhead.behind(
                    unfinished.stream().mapToLong(slot -> slot.offset).toArray(), end, leaderEpoch);
        }
    }

    /** The offset after the last record read; empty before the first. */
    OptionalLong end() {
        synchronized (window) {
            return records == 0 ? OptionalLong.empty() : OptionalLong.of(end);
        }
    }

    /** Records read from the first unfinished one on. */
    int span() {
        synchronized (window) {
            return unfinished.isEmpty() ? 0 : (int) (records - first().number);
        }
    }

    /**
     * Since when the first unfinished record has held the commit point up; {@code Long.MAX_VALUE} when there is none.
     */
    long firstSince() {
        synchronized (window) {
            return unfinished.isEmpty() ? NEVER : firstSince;
        }
    }

    /** The time stamp of the first unfinished record; negative when there is none. For the polling thread. */
    long firstTimestamp() {
        synchronized (window) {
            return unfinished.isEmpty() ? -1 : first().timestamp;
        }
    }

    /** @return how many were unfinished */
    int clear() {
        synchronized (window) {
            int dropped = unfinished.size();
            unfinished.clear();
            return dropped;
        }
    }
}
