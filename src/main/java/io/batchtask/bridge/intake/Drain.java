package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the whole process: what has begun may end, and the broker is to know of it. */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LAST_COMMITS = Duration.ofSeconds(5);

    private final Collection<PartitionWindow> windows;
    private final Backpressure inHand;
    private final ConsumerReports consumers;
    private final BooleanSupplier outage;

    Drain(Collection<PartitionWindow> windows, Backpressure inHand, ConsumerReports consumers, BooleanSupplier outage) {
        this.windows = windows;
        this.inHand = inHand;
        this.consumers = consumers;
        this.outage = outage;
    }

    /** @return false when something is left */
    boolean await(Duration atMost) throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + atMost.toNanos();
        long lastBegin = now + atMost.toNanos() / 3 * 2;
        boolean ending = false;
        while (inHand.begun() > 0) {
            now = System.nanoTime();
            if (now > deadline || ((ending || outage.getAsBoolean()) && isQuiet())) {
                break;
            }
            if (!ending && now > lastBegin) {
                ending = true;
                // Results may leave as long as there are producers, which are closed before the group is left.
                windows.forEach(window -> window.drain(Long.MAX_VALUE));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        awaitSettled();
        if (inHand.unfinished() == 0) {
            return true;
        }
        LOG.warn(
                "stopping with records unfinished, they will be read again; unfinished={} outage={} under-way={}",
                inHand.unfinished(),
                outage.getAsBoolean(),
                !isQuiet());
        return false;
    }

    private boolean isQuiet() {
        return windows.stream().allMatch(PartitionWindow::isQuiet);
    }

    /** While its group is being rebalanced no commit of a member is accepted; whoever left then would lose the last one. */
    private void awaitSettled() throws InterruptedException {
        long deadline = System.nanoTime() + LAST_COMMITS.toNanos();
        while (!isSettled() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean isSettled() {
        return consumers.areNone()
                || (windows.stream().noneMatch(PartitionWindow::isChanged) && consumers.areSettled());
    }
}
