package io.batchtask.bridge.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Who runs and who waits, among records of one key: one after the other, as they were read. Guarded by the window. */
final class Lanes {
    private final Map<Object, Deque<Slot>> lanes = new HashMap<>();

    /** @return whether it is its turn at once; otherwise it is queued behind the others of its lane */
    boolean enter(Slot slot) {
        Deque<Slot> queue = lanes.get(slot.lane);
        if (queue != null) {
            slot.state = Slot.State.QUEUED;
            queue.add(slot);
            return false;
        }
        lanes.put(slot.lane, new ArrayDeque<>(2));
        slot.state = Slot.State.RESTING;
        return true;
    }

    /**
     * The record whose turn it was is finished.
     *
     * @param goesOn false when those that wait are to wait for ever
     * @return whose turn it is now in that lane; null when nobody's
     */
    Slot next(Object lane, boolean goesOn) {
        Deque<Slot> queue = lanes.get(lane);
        if (queue.isEmpty()) {
            lanes.remove(lane);
            return null;
        }
        if (!goesOn) {
            return null;
        }
        Slot next = queue.remove();
        next.state = Slot.State.RESTING;
        return next;
    }

    void clear() {
        lanes.clear();
    }
}
