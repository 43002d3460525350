package io.batchtask.bridge.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is to be committed of the partitions of one consumer, and what the broker has of it. By its polling thread only.
 */
final class CommitPoints {
    private final Map<TopicPartition, AssignedPartition> partitions;
    private boolean withMetadata = true;
    private boolean committing = true;

    /** @param partitions those assigned at present, a view */
    CommitPoints(Map<TopicPartition, AssignedPartition> partitions) {
        this.partitions = partitions;
    }

    int partitions() {
        return partitions.size();
    }

    /**
     * The offset of each first unfinished record, as far as it has moved since the last commit.
     *
     * @param position the consumer's position in a partition, the next offset it will read; empty when not known yet
     * @param swept whether partitions in which nothing was read or finished are looked at as well: a position also
     *     moves past offsets without a record for us, those of an aborted transaction for example
     */
    Map<TopicPartition, OffsetAndMetadata> toCommit(Function<TopicPartition, OptionalLong> position, boolean swept) {
        return toCommit(partitions.values(), position, swept);
    }

    /** As {@link #toCommit(Function, boolean)}, of some partitions. */
    Map<TopicPartition, OffsetAndMetadata> toCommit(
            Collection<TopicPartition> names, Function<TopicPartition, OptionalLong> position) {
        return toCommit(
                names.stream().map(partitions::get).filter(Objects::nonNull).toList(), position, true);
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(
            Iterable<AssignedPartition> those, Function<TopicPartition, OptionalLong> position, boolean swept) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (AssignedPartition partition : committing ? those : List.<AssignedPartition>of()) {
            if (swept || !partition.isSettled()) {
                partition
                        .toCommit(position.apply(partition.name), withMetadata)
                        .ifPresent(commit -> offsets.put(partition.name, commit));
            }
        }
        return offsets;
    }

    /** Any commit once more, to ask the group for an answer: it changes nothing. Empty when there was none yet. */
    Map<TopicPartition, OffsetAndMetadata> anyCommitAgain() {
        for (AssignedPartition partition : committing ? partitions.values() : List.<AssignedPartition>of()) {
            if (partition.committed().isPresent()) {
                return Map.of(partition.name, partition.committed().get());
            }
        }
        return Map.of();
    }

    /** The position is past records that could not be registered; what is in flight may end. */
    void commitNothingMore() {
        committing = false;
    }

    /** The broker has accepted that. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((name, commit) -> {
            AssignedPartition partition = partitions.get(name);
            if (partition != null) {
                partition.committed(commit);
            }
        });
    }

    /** The broker is set to accept less metadata than ours: it gets none from now on. */
    void leaveOutMetadata() {
        withMetadata = false;
        partitions.values().forEach(AssignedPartition::workOutAnew);
    }

    /** Whether the broker has all there is to commit. */
    boolean isSettled() {
        return partitions.values().stream().allMatch(AssignedPartition::isSettled);
    }
}
