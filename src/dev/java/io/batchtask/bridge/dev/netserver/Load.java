package io.batchtask.bridge.dev.netserver;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is borne in any one second, wherever it begins, and what of it is taken. */
final class Load {
    private static final long SECOND = 1_000_000_000;

    private final int perSecond;
    private final Deque<Long> taken = new ArrayDeque<>();

    /** @param perSecond calls, 1 or more */
    Load(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Whether one more call is borne. One that is not costs nothing.
     *
     * @param now nanoseconds, never earlier than before
     */
    synchronized boolean takes(long now) {
        while (!taken.isEmpty() && now - taken.peek() >= SECOND) {
            taken.poll();
        }
        return taken.size() < perSecond && taken.add(now);
    }
}
