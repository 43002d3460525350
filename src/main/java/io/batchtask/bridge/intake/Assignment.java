package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions one consumer has at present. Used by its polling thread only. */
final class Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Windows windows;
    private final Supplier<Optional<LogIdentity>> log;
    private final Lease lease;
    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();
    private final CommitPoints commitPoints = new CommitPoints(partitions);

    /** The windows of the process. */
    interface Windows {
        PartitionWindow open(TopicPartition partition, Lease lease);

        void close(TopicPartition partition, PartitionWindow window);

        /** A record is in its window. */
        void registered();

        /** Whether that partition may be read no further for now: for its own sake, or for that of the process. */
        boolean isFull(PartitionWindow window);

        boolean isStopping();
    }

    /**
     * @param log which log the ids topic is, as the cluster last reported
     * @param lease while it lasts results may leave the process
     */
    Assignment(Windows windows, Supplier<Optional<LogIdentity>> log, Lease lease) {
        this.windows = windows;
        this.log = log;
        this.lease = lease;
    }

    CommitPoints commitPoints() {
        return commitPoints;
    }

    Collection<AssignedPartition> partitions() {
        return partitions.values();
    }

    AssignedPartition partition(TopicPartition name) {
        return partitions.computeIfAbsent(
                name,
                fresh -> new AssignedPartition(
                        fresh, windows.open(fresh, lease), log.get().map(LogIdentity::log)));
    }

    Optional<AssignedPartition> find(TopicPartition name) {
        return Optional.ofNullable(partitions.get(name));
    }

    /** What is read of that partition from now on has nothing to do with what was read so far. */
    void beginAgain(AssignedPartition partition) {
        windows.close(partition.name, partition.window());
        partition.beginAgain(windows.open(partition.name, lease));
    }

    /**
     * Partitions belong to this consumer from now on.
     *
     * @param commits asks the broker what the group has committed for them; if it fails, what is finished ahead of that
     *     is repeated
     * @return offsets finished ahead of what is committed, which are not repeated
     */
    long takeOver(Collection<TopicPartition> names, Supplier<Map<TopicPartition, OffsetAndMetadata>> commits) {
        names.forEach(this::partition);
        long ahead = 0;
        try {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> commit :
                    commits.get().entrySet()) {
                if (commit.getValue() != null) { // null: nothing yet
                    ahead += partition(commit.getKey()).takeOver(commit.getValue());
                }
            }
        } catch (WakeupException | InterruptException stopping) {
            throw stopping;
        } catch (KafkaException unknown) {
            LOG.warn("what is finished ahead is not known, it is repeated; reason={}", unknown.toString());
        }
        return ahead;
    }

    /**
     * Registers what was polled. The consumer's position is past all of it already: once a record cannot be registered,
     * nothing may be committed any more.
     */
    void register(ConsumerRecords<?, ?> records) {
        try {
            long now = System.nanoTime();
            for (TopicPartition name : records.partitions()) {
                AssignedPartition partition = partition(name);
                for (ConsumerRecord<?, ?> record : records.records(name)) {
                    if (partition.register(record, now)) {
                        windows.registered();
                    }
                }
            }
        } catch (RuntimeException | Error refused) {
            commitPoints.commitNothingMore();
            throw refused;
        }
    }

    /**
     * Asserts Camel's contract: what one poll returned has been routed, or refused with an error, before the next poll.
     */
    void failIfCamelMislaidRecords() {
        for (AssignedPartition partition : partitions.values()) {
            int mislaid = partition.window().notHandedOver();
            if (mislaid > 0 && !windows.isStopping()) {
                throw new IllegalStateException(
                        partition.name + ": " + mislaid + " polled records never reached the route");
            }
        }
    }

    /** Whether no record is unfinished. */
    boolean isIdle() {
        return partitions.values().stream()
                .allMatch(partition -> partition.window().offsets().span() == 0);
    }

    /** Whether a partition must be read no further for now. */
    boolean mustPause(AssignedPartition partition) {
        return partition.isHeldUp() || windows.isFull(partition.window());
    }

    /**
     * Waits for calls in flight and starts nothing new; false when the time ran out.
     *
     * @param deadline by the monotonic clock, as {@code lastPublication}
     * @param lastPublication from then on no result leaves
     * @param meanwhile called every tenth of a second
     */
    boolean drain(Collection<TopicPartition> names, long deadline, long lastPublication, Runnable meanwhile) {
        List<AssignedPartition> given =
                names.stream().map(partitions::get).filter(Objects::nonNull).toList();
        given.forEach(partition -> partition.window().drain(lastPublication));
        return given.stream().allMatch(partition -> awaitQuiet(partition.window(), deadline, meanwhile));
    }

    private static boolean awaitQuiet(PartitionWindow window, long deadline, Runnable meanwhile) {
        while (true) {
            long next = Math.min(deadline, System.nanoTime() + LOOK_EVERY_NANOS);
            if (window.awaitQuiet(next)) {
                return true;
            }
            if (next == deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            meanwhile.run();
        }
    }

    void forget(Collection<TopicPartition> names) {
        for (TopicPartition name : names) {
            AssignedPartition partition = partitions.remove(name);
            if (partition != null) {
                windows.close(name, partition.window());
            }
        }
    }

    void forgetAll() {
        forget(names());
    }

    List<TopicPartition> names() {
        return List.copyOf(partitions.keySet());
    }
}
