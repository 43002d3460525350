package io.batchtask.bridge.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** How the latest records ended; events and rejects by themselves, so that the many do not drive out the few. */
public final class RecentEnds {
    private static final int MOST = 20;

    private final Deque<Status.End> events = new ArrayDeque<>(MOST);
    private final Deque<Status.End> rejects = new ArrayDeque<>(MOST);

    public synchronized void add(Status.End end) {
        Deque<Status.End> ends = end.rejected() ? rejects : events;
        if (ends.size() == MOST) {
            ends.poll();
        }
        ends.add(end);
    }

    /** The latest first. */
    public synchronized List<Status.End> events() {
        return latestFirst(events);
    }

    /** The latest first. */
    public synchronized List<Status.End> rejects() {
        return latestFirst(rejects);
    }

    private static List<Status.End> latestFirst(Deque<Status.End> ends) {
        List<Status.End> list = new ArrayList<>(ends);
        Collections.reverse(list);
        return list;
    }
}
