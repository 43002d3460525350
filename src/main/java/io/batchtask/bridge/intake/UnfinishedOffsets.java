package io.batchtask.bridge.intake;

import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far a partition is: its unfinished records in the order of their offsets, and where the next one will be. What is
 * finished leaves nothing behind: up to there, whatever is not unfinished is finished. Guarded by the window.
 */
final class UnfinishedOffsets {
    private static final long NEVER = Long.MAX_VALUE;

    private final Set<Slot> unfinished = new LinkedHashSet<>(); // registered in rising order
    private long end = Long.MIN_VALUE; // behind the last record read
    private long records;
    private long standsSince; // since then the first one is the first: waiting for one's turn is not being stuck
    private boolean changed;

    /** @return its number: 0, 1, …, as offsets have gaps */
    long read(long offset) {
        if (offset < end) {
            throw new IllegalStateException("offset " + offset + " came after " + (end - 1));
        }
        end = offset + 1;
        changed = true;
        return records++;
    }

    void begin(Slot slot, long now) {
        standsSince = unfinished.isEmpty() ? now : standsSince;
        unfinished.add(slot);
    }

    void finish(Slot slot, long now) {
        if (first() == slot) {
            standsSince = now;
        }
        unfinished.remove(slot);
        changed = true;
    }

    private Slot first() {
        return unfinished.iterator().next();
    }

    boolean isChanged() {
        return changed;
    }

    void changed(boolean now) {
        changed = now;
    }

    long committable(long position) {
        return unfinished.isEmpty() ? position : first().offset;
    }

    FinishedAhead finishedAhead(int leaderEpoch) {
        return FinishedAhead.behind(
                unfinished.stream().mapToLong(slot -> slot.offset).toArray(), end, leaderEpoch);
    }

    OptionalLong end() {
        return records == 0 ? OptionalLong.empty() : OptionalLong.of(end);
    }

    int span() {
        return unfinished.isEmpty() ? 0 : (int) (records - first().number);
    }

    long standsSince() {
        return unfinished.isEmpty() ? NEVER : standsSince;
    }

    /** @return how many were unfinished */
    int clear() {
        int dropped = unfinished.size();
        unfinished.clear();
        return dropped;
    }
}
