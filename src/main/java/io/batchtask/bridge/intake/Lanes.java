package io.batchtask.bridge.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The records of one key run one after the other, in the order they were read. Guarded by the window. */
final class Lanes {
    private final Map<Object, Deque<Slot>> lanes = new HashMap<>();

    /** @return whether it may start at once; otherwise it is queued behind the others of its lane */
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
     * The running record of a lane is finished.
     *
     * @param goesOn false when the records that wait are not to start any more
     * @return the record that may start now in that lane; null when there is none
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
