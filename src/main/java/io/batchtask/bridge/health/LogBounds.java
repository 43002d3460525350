package io.batchtask.bridge.health;

import io.batchtask.bridge.intake.PartitionProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the logs of our partitions begin and end, as the cluster last said, and what is endangered in them. Retention
 * deletes in steps, by segments; what is not finished and would go with another step as long as the last one is at
 * risk. The length of the steps is remembered also while a partition has another owner.
 */
public final class LogBounds {
    private static final Logger LOG = LoggerFactory.getLogger(LogBounds.class);

    /** What has not waited for that long is no backlog: it is finished long before the next step. */
    static final Duration BACKLOG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Bounds> bounds = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> atRisk = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> warned = new ConcurrentHashMap<>();

    /**
     * @param step by how much the beginning moved when it last did; zero when that was not seen yet
     * @param waiting what lies before it has been there for {@link #BACKLOG}
     * @param mark the end at {@code since}, by the nano time: the next {@code waiting}
     */
    private record Bounds(long beginning, long end, long step, long waiting, long mark, long since) {
        static Bounds first(long beginning, long end, long now) {
            return new Bounds(beginning, end, 0, 0, end, now);
        }

        Bounds next(long nextBeginning, long nextEnd, long now) {
            if (nextBeginning < beginning) { // another log: the topic was made anew
                return first(nextBeginning, nextEnd, now);
            }
            long nextStep = nextBeginning > beginning ? nextBeginning - beginning : step;
            return now - since < BACKLOG.toNanos()
                    ? new Bounds(nextBeginning, nextEnd, nextStep, waiting, mark, since)
                    : new Bounds(nextBeginning, nextEnd, nextStep, mark, nextEnd, now);
        }

        long atRisk(long unfinished) {
            return unfinished >= waiting
                    ? 0
                    : Math.max(0, Math.min(end, beginning + step) - Math.max(unfinished, beginning));
        }
    }

    public LogBounds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The offset the next record of that partition will get; empty when not known. */
    public OptionalLong end(String topic, int partition) {
        Bounds known = bounds.get(new TopicPartition(topic, partition));
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.end());
    }

    /** Offsets of our partitions that another deletion like the last one would take before they are finished. */
    public long atRisk() {
        return atRisk.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The partitions this process has at present: only of these records are at risk. */
    void assigned(Collection<TopicPartition> partitions) {
        atRisk.keySet().retainAll(partitions);
    }

    /** The cluster has said where the log of one of our partitions begins and ends. */
    void seen(PartitionProgress ours, long beginning, long end) {
        TopicPartition partition = new TopicPartition(ours.topic(), ours.partition());
        long now = nanoTime.getAsLong();
        Bounds known = bounds.compute(
                partition,
                (key, before) -> before == null ? Bounds.first(beginning, end, now) : before.next(beginning, end, now));
        OptionalLong unfinished = ours.firstUnfinished().isPresent() ? ours.firstUnfinished() : ours.position();
        long endangered = unfinished.isPresent() ? known.atRisk(unfinished.getAsLong()) : 0;
        atRisk.put(partition, endangered);
        if (endangered > 0 && !Long.valueOf(beginning).equals(warned.put(partition, beginning))) {
            LOG.warn(
                    "the next deletion from the log, if it is like the last one, takes requests that are not finished;"
                            + " topic={} partition={} unfinished-from={} log-begins={} last-step={} at-risk={}",
                    ours.topic(),
                    ours.partition(),
                    unfinished.getAsLong(),
                    beginning,
                    known.step(),
                    endangered);
        }
    }
}
