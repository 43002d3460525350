package io.batchtask.bridge.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** How the latest records ended. */
public final class RecentEnds {
    private static final int MOST = 20;

    private final Deque<Status.End> ends = new ArrayDeque<>(MOST);

    public synchronized void add(Status.End end) {
        if (ends.size() == MOST) {
            ends.poll();
        }
        ends.add(end);
    }

    /** The latest first. */
    public synchronized List<Status.End> latest() {
        List<Status.End> list = new ArrayList<>(ends);
        Collections.reverse(list);
        return list;
    }
}
