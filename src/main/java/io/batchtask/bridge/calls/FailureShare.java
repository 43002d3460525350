package io.batchtask.bridge.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * How the latest calls have fared, to tell a record that fails by itself from one that shares a bad path with all
 * others. Not safe from several threads.
 */
final class FailureShare {
    private static final int LATEST = 256; // calls, at least
    private static final int WAVES = 4; // failures come first in each wave of calls, so one or two would mislead
    private static final int FEW = 5; // tasks: so many may fail by themselves, more are a bad path
    private static final double WORST = 0.6; // so that even there a record is given up some day
    private static final double BY_CHANCE = 1e-8; // so seldom a record may be taken for what it is not

    private final Deque<Call> calls = new ArrayDeque<>();
    private final int most;
    private int sinceAnswer;

    private record Call(Object task, boolean failed) {}

    /** @param callsAtOnce 1 or more */
    FailureShare(int callsAtOnce) {
        this.most = Math.max(LATEST, WAVES * callsAtOnce);
    }

    void answered(Object task) {
        add(new Call(task, false));
        settle();
    }

    void failed(Object task) {
        add(new Call(task, true));
        sinceAnswer++;
    }

    private void add(Call call) {
        calls.addLast(call);
        if (calls.size() > most) {
            calls.removeFirst();
        }
    }

    /** A call has been answered: what failed before it was no outage. */
    void settle() {
        sinceAnswer = 0;
    }

    /** What has failed since the last answer was an outage's doing. */
    void forgetOutage() {
        for (; sinceAnswer > 0 && !calls.isEmpty(); sinceAnswer--) {
            calls.removeLast();
        }
        sinceAnswer = 0;
    }

    /** Whether that task may have failed so often in a row for the reason the others fail for. */
    boolean mayFailAs(Object task, int attempts) {
        return Math.pow(share(task), attempts) >= BY_CHANCE;
    }

    /** Of the calls for other tasks, the share that failed. */
    private double share(Object task) {
        Set<Object> failed = new HashSet<>();
        int failures = 0;
        int all = 0;
        for (Call call : calls) {
            if (!call.task.equals(task)) {
                all++;
                if (call.failed) {
                    failures++;
                    failed.add(call.task);
                }
            }
        }
        return failed.size() <= FEW ? 0 : Math.min(WORST, (double) failures / all);
    }
}
