package io.batchtask.bridge.intake;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a commit is due: often while they succeed, so that a crash repeats little; seldom while they fail, because a
 * broker that is away refuses each at once. Used by the polling thread only.
 */
final class CommitSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(CommitSchedule.class);

    static final Duration USUAL = Duration.ofMillis(100);
    static final Duration EACH = Duration.ofMillis(1);
    static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private long last;
    private int failures;

    /** @param now of {@link System#nanoTime}, here and below */
    CommitSchedule(long now) {
        this.last = now;
    }

    /**
     * Whether it is time; the next one is counted from here.
     *
     * @param partitions the consumer has: with a thousand of them, each commit is a thousand records in the broker's
     *     log
     */
    boolean isDue(long now, int partitions) {
        Duration usual = USUAL.compareTo(EACH.multipliedBy(partitions)) > 0 ? USUAL : EACH.multipliedBy(partitions);
        if (now - last < (failures == 0 ? usual : AFTER_FAILURE).toNanos()) {
            return false;
        }
        last = now;
        return true;
    }

    /** Only the first failure in a row is logged; a broker that is away would fill the log. */
    void failed(Object offsets, Exception reason) {
        if (failures++ == 0) {
            LOG.warn("committing failed, it is repeated; offsets={} reason={}", offsets, reason.toString());
        }
    }

    void succeeded() {
        if (failures > 0) {
            LOG.info("committing works again; failures={}", failures);
            failures = 0;
        }
    }
}
