package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the whole process: waits until what has begun is finished and committed. */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

    private final Windows windows;
    private final ConsumerReports consumers;
    private final BooleanSupplier outage;

    /** All windows of the process. */
    interface Windows {
        /** Records that are unfinished. */
        int unfinished();

        /** Records that are unfinished and neither wait behind another record of their lane nor linger. */
        int begun();

        /** Whether no record is being worked on. */
        boolean isQuiet();

        /** Whether anything was read or finished since the last commit was worked out. */
        boolean isChanged();

        /** What is being worked on may end, and nothing else begins. */
        void beginNothingMore();
    }

    Drain(Windows windows, ConsumerReports consumers, BooleanSupplier outage) {
        this.windows = windows;
        this.consumers = consumers;
        this.outage = outage;
    }

    /** @return false when something is left */
    boolean await(Duration atMost) throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + atMost.toNanos();
        long lastBegin = now + atMost.toNanos() / 3 * 2;
        boolean ending = false;
        while (now <= deadline && !((ending || outage.getAsBoolean()) && windows.isQuiet())) {
            if (!ending && (now > lastBegin || windows.begun() == 0)) { // one that lingers would begin again some time
                ending = true;
                windows.beginNothingMore();
            } else {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            now = System.nanoTime();
        }
        awaitSettled();
        int unfinished = windows.unfinished();
        if (windows.begun() > 0) {
            LOG.warn(
                    "stopping with records unfinished, they will be read again; unfinished={} outage={} under-way={}",
                    unfinished,
                    outage.getAsBoolean(),
                    !windows.isQuiet());
        } else if (unfinished > 0) {
            LOG.info(
                    "records behind an earlier one of their key, or waiting for their task, are left to the next owner;"
                            + " unfinished={}",
                    unfinished);
        }
        return unfinished == 0;
    }

    /** A group that is rebalancing accepts no commit: a member that left at such a moment would lose its last one. */
    private void awaitSettled() throws InterruptedException {
        long deadline = System.nanoTime() + LAST_COMMITS.toNanos();
        while (!isSettled() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean isSettled() {
        return consumers.areNone() || (!windows.isChanged() && consumers.areSettled());
    }
}
