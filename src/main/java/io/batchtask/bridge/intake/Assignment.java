package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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

/** The partitions one consumer has at present. Touched by its polling thread only. */
final class Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Intake intake;
    private final Lease lease;
    private final Map<TopicPartition, AssignedPartition> partitions = new LinkedHashMap<>();
    private boolean metadataTaken = true;
    private boolean committing = true;

    /** @param lease while it lasts results may leave the process */
    Assignment(Intake intake, Lease lease) {
        this.intake = intake;
        this.lease = lease;
    }

    Lease lease() {
        return lease;
    }

    Collection<AssignedPartition> partitions() {
        return partitions.values();
    }

    /** Those of them that are assigned. */
    private List<AssignedPartition> ours(Collection<TopicPartition> names) {
        return names.stream().map(partitions::get).filter(Objects::nonNull).toList();
    }

    AssignedPartition partition(TopicPartition name) {
        return partitions.computeIfAbsent(
                name,
                fresh -> new AssignedPartition(
                        fresh, freshWindow(fresh), intake.log().map(LogIdentity::log)));
    }

    Optional<AssignedPartition> find(TopicPartition name) {
        return Optional.ofNullable(partitions.get(name));
    }

    PartitionWindow freshWindow(TopicPartition name) {
        return intake.open(name, lease);
    }

    /**
     * Partitions are ours from now on. Should the broker not tell what the group has committed for them, more is
     * repeated than need be.
     *
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
     * Takes in what was polled, or nothing: the consumer's position is past all of it already, so once a record could
     * not be taken in nothing may be committed any more.
     */
    void register(ConsumerRecords<?, ?> records) {
        try {
            long now = System.nanoTime();
            for (TopicPartition name : records.partitions()) {
                AssignedPartition partition = partition(name);
                for (ConsumerRecord<?, ?> record : records.records(name)) {
                    if (partition.register(record, now)) {
                        intake.read();
                    }
                }
            }
        } catch (RuntimeException | Error refused) {
            commitNothingMore();
            throw refused;
        }
    }

    /** Camel's contract, asserted: what one poll returned has been routed, or refused aloud, before the next poll. */
    void failIfCamelMislaidRecords() {
        for (AssignedPartition partition : partitions.values()) {
            int mislaid = partition.window().notHandedOver();
            if (mislaid > 0 && !intake.isStopping()) {
                throw new IllegalStateException(
                        partition.name + ": " + mislaid + " polled records never reached the route");
            }
        }
    }

    // ---- commits

    /**
     * What to commit: where the first unfinished record stands, as far as that has moved.
     *
     * @param position the consumer's position in a partition, the next offset it will read; empty when not known yet
     * @param swept whether partitions in which nothing was read or finished are looked at as well: a position moves past
     *     what is no record for us, an aborted transaction say
     */
    Map<TopicPartition, OffsetAndMetadata> toCommit(Function<TopicPartition, OptionalLong> position, boolean swept) {
        return toCommit(partitions.values(), position, swept);
    }

    /** As {@link #toCommit(Function, boolean)}, of some partitions. */
    Map<TopicPartition, OffsetAndMetadata> toCommit(
            Collection<TopicPartition> names, Function<TopicPartition, OptionalLong> position) {
        return toCommit(ours(names), position, true);
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(
            Iterable<AssignedPartition> those, Function<TopicPartition, OptionalLong> position, boolean swept) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (AssignedPartition partition : committing ? those : List.<AssignedPartition>of()) {
            if (swept || !partition.isSettled()) {
                partition
                        .toCommit(position.apply(partition.name), metadataTaken)
                        .ifPresent(commit -> offsets.put(partition.name, commit));
            }
        }
        return offsets;
    }

    /** Any commit once more, as a question to the group: it says nothing new. Empty when there was none yet. */
    Map<TopicPartition, OffsetAndMetadata> anyCommitAgain() {
        for (AssignedPartition partition : committing ? partitions() : List.<AssignedPartition>of()) {
            if (partition.committed().isPresent()) {
                return Map.of(partition.name, partition.committed().get());
            }
        }
        return Map.of();
    }

    /** The position is past records that have not been taken in; what is under way may end. */
    void commitNothingMore() {
        committing = false;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((name, commit) -> {
            AssignedPartition partition = partitions.get(name);
            if (partition != null) {
                partition.committed(commit);
            }
        });
    }

    /** A broker set to take less metadata than ours gets none from now on. */
    void tellNoMetadata() {
        metadataTaken = false;
        partitions.values().forEach(AssignedPartition::workOutAnew);
    }

    /** Whether the broker has all there was to commit. */
    boolean isSettled() {
        return partitions.values().stream().allMatch(AssignedPartition::isSettled);
    }

    /** Whether nothing is in hand. */
    boolean isIdle() {
        return partitions.values().stream()
                .allMatch(partition -> partition.window().span() == 0);
    }

    // ---- what is read

    /** Whether a partition must be read no further for now. */
    boolean mustPause(AssignedPartition partition) {
        PartitionWindow window = partition.window();
        return partition.isHeldUp() || window.span() >= intake.limits().span() || intake.hasItsShare(window);
    }

    // ---- the end

    /**
     * Lets calls under way end and starts nothing new; false when the time ran out.
     *
     * @param lastPublication from then on no result leaves
     * @param meanwhile called now and then
     */
    boolean drain(Collection<TopicPartition> names, long deadline, long lastPublication, Runnable meanwhile) {
        List<AssignedPartition> given = ours(names);
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
                intake.close(name, partition.window());
            }
        }
    }

    void forgetAll() {
        forget(new ArrayList<>(partitions.keySet()));
    }
}
