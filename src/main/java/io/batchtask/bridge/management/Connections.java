package io.batchtask.bridge.management;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How many connections are open: so many in all, and of one address half of them, so that nobody shuts others out. */
final class Connections {
    static final int MOST = 64;
    static final int MOST_OF_ONE = 32;

    private final Map<String, Integer> open = new HashMap<>();
    private int all;

    /** @return whether there is room for one more from there; if not, it does not count */
    synchronized boolean opened(String address) {
        String from = Objects.requireNonNullElse(address, "");
        int ofIt = open.getOrDefault(from, 0);
        if (all >= MOST || ofIt >= MOST_OF_ONE) {
            return false;
        }
        all++;
        open.put(from, ofIt + 1);
        return true;
    }

    synchronized void closed(String address) {
        all--;
        open.computeIfPresent(
                Objects.requireNonNullElse(address, ""), (from, count) -> count == 1 ? null : (Integer) (count - 1));
    }
}
