package io.batchtask.bridge.management;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * How the latest records ended; events and rejects by themselves, so that the many do not drive out the few.
 *
 * @param <E> what is kept of an end
 */
public final class RecentEnds<E> {
    private static final int MOST = 20;

    private final Predicate<E> isReject;
    private final Deque<E> events = new ArrayDeque<>(MOST);
    private final Deque<E> rejects = new ArrayDeque<>(MOST);

    /** @param isReject whether that is a reject rather than an event */
    public RecentEnds(Predicate<E> isReject) {
        this.isReject = isReject;
    }

    public synchronized void add(E end) {
        Deque<E> ends = isReject.test(end) ? rejects : events;
        if (ends.size() == MOST) {
            ends.poll();
        }
        ends.add(end);
    }

    /** The latest first. */
    public synchronized List<E> events() {
        return latestFirst(events);
    }

    /** The latest first. */
    public synchronized List<E> rejects() {
        return latestFirst(rejects);
    }

    private static <E> List<E> latestFirst(Deque<E> ends) {
        List<E> list = new ArrayList<>(ends);
        Collections.reverse(list);
        return list;
    }
}
