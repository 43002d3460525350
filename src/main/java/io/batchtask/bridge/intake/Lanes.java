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

    /** @return whose turn it is now in that lane; null when nobody waits */
    Slot next(Object lane) {
        Slot next = lanes.get(lane).poll();
        if (next == null) {
            lanes.remove(lane);
        } else {
            next.state = Slot.State.RESTING;
        }
        return next;
    }

    void clear() {
        lanes.clear();
    }
}
