package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
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
    private boolean rebalancing;

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
        if (now - last < (failures == 0 && !rebalancing ? usual : AFTER_FAILURE).toNanos()) {
            return false;
        }
        last = now;
        return true;
    }

    /**
     * Only the first failure in a row is logged; a broker that is away would fill the log. A group that is rebalancing
     * takes no commit, which is no trouble.
     */
    void failed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception reason) {
        if (isRebalancing(reason)) {
            LOG.debug("the group is rebalancing, committing is repeated; offsets={}", numbers(offsets));
            rebalancing = true;
        } else if (failures++ == 0) {
            LOG.warn("committing failed, it is repeated; offsets={} reason={}", numbers(offsets), reason.toString());
        }
    }

    private static Map<TopicPartition, Long> numbers(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> numbers = new HashMap<>();
        offsets.forEach((partition, offset) -> numbers.put(partition, offset.offset()));
        return numbers;
    }

    private static boolean isRebalancing(Throwable reason) {
        return reason instanceof RebalanceInProgressException
                || (reason.getCause() != null && isRebalancing(reason.getCause()));
    }

    void succeeded() {
        rebalancing = false;
        if (failures > 0) {
            LOG.info("committing works again; failures={}", failures);
            failures = 0;
        }
    }
}
