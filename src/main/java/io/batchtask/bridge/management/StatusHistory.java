package io.batchtask.bridge.management;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest two minutes, for the plots of a page that is opened now. */
final class StatusHistory {
    static final int SECONDS = 120;

    private final Deque<Point> points = new ArrayDeque<>(SECONDS);

    /** One second. */
    record Point(double throughput, int underWay, double p50, double p95, double p99, Long lag) {
        static Point of(Status status) {
            Status.Calls calls = status.calls();
            return new Point(
                    status.throughput(), calls.underWay(), calls.p50(), calls.p95(), calls.p99(), status.lag());
        }
    }

    synchronized void add(Status status) {
        if (points.size() == SECONDS) {
            points.poll();
        }
        points.add(Point.of(status));
    }

    synchronized List<Point> points() {
        return List.copyOf(points);
    }
}
