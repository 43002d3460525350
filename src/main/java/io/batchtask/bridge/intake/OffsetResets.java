package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a position that the log no longer has: retention has deleted what was not read yet, an unclean leader election
 * has cut the log, or the topic was created anew. Positions are reset here and nowhere else, and each time it is
 * logged. Used by the polling thread only.
 */
final class OffsetResets {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetResets.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    private final Assignment assignment;
    private final LongConsumer lostUnread;

    /** @param lostUnread is given how many requests the log had deleted before they were read */
    OffsetResets(Consumer<?, ?> consumer, Assignment assignment, LongConsumer lostUnread) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.lostUnread = lostUnread;
    }

    /**
     * The log does not have the position, or the group has none yet: then reading begins with the first record there
     * is.
     *
     * @throws OutdatedConsumerException if it is another log
     */
    void goOn(InvalidOffsetException gone) {
        if (gone instanceof OffsetOutOfRangeException outOfRange) {
            Map<TopicPartition, OffsetAndMetadata> cuts =
                    gone instanceof LogTruncationException cut ? cut.divergentOffsets() : Map.of();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(gone.partitions(), TIMEOUT);
            outOfRange.offsetOutOfRangePartitions().forEach((partition, at) -> {
                Optional<Long> cut = Optional.ofNullable(cuts.get(partition)).map(OffsetAndMetadata::offset);
                consumer.seek(partition, goOnAt(partition, at, begins.get(partition), cut));
            });
        } else {
            consumer.seekToBeginning(gone.partitions());
        }
    }

    /**
     * Where to go on when the log does not have the position.
     *
     * @param at the position
     * @param begin the first offset the log has
     * @param cut where the log was cut, when it was
     */
    long goOnAt(TopicPartition name, long at, long begin, Optional<Long> cut) {
        AssignedPartition partition = assignment.partition(name);
        if (cut.isPresent()) {
            return goOnAtCut(partition, at, cut.get());
        }
        if (begin > at) {
            lostUnread.accept(begin - at);
            LOG.warn(
                    "requests were gone from the log before they had been read, which is what retention does;"
                            + " partition={} from={} to={} lost={}",
                    name,
                    at,
                    begin - 1,
                    begin - at);
            return begin;
        }
        LOG.warn("the log ends before the position: it is read from its beginning; partition={} was-at={}", name, at);
        throw readByAnother(List.of(partition), begin);
    }

    private long goOnAtCut(AssignedPartition partition, long at, long cut) {
        long next = Math.min(cut, partition.window().offsets().committable(cut));
        LOG.warn(
                "the log was cut, which an unclean leader election does: it is read again from the first unfinished"
                        + " record; partition={} cut-at={} was-at={} goes-on-at={}",
                partition.name,
                cut,
                at,
                next);
        assignment.beginAgain(partition);
        return next;
    }

    /**
     * The cluster has reported which log the topic is: if it was created anew, it is read from its beginning.
     *
     * @throws OutdatedConsumerException in that case
     */
    void logIs(LogIdentity log) {
        List<AssignedPartition> anew = assignment.partitions().stream()
                .filter(partition -> partition.isMadeAnew(log))
                .toList();
        if (!anew.isEmpty()) {
            throw readByAnother(anew, 0);
        }
    }

    /**
     * This consumer cannot read another log: commits carry a leader epoch of the former one, with which it would wait
     * for a leader that will never exist. So the group is set to the beginning, without an epoch, for a new consumer.
     */
    private OutdatedConsumerException readByAnother(List<AssignedPartition> partitions, long beginning) {
        partitions.forEach(AssignedPartition::abandon);
        consumer.commitSync(
                partitions.stream()
                        .collect(Collectors.toMap(
                                partition -> partition.name, partition -> new OffsetAndMetadata(beginning))),
                TIMEOUT);
        String names =
                partitions.stream().map(partition -> partition.name).toList().toString();
        LOG.warn("the log is another one, it is read from its beginning by a new consumer; partitions={}", names);
        return new OutdatedConsumerException("the log of " + names + " is another one");
    }
}
