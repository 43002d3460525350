package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The windows of the partitions one consumer has at present. Touched by its polling thread only. */
final class Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final long RENEW_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Intake intake;
    private final Map<TopicPartition, PartitionWindow> windows = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, FinishedAhead> finishedBefore = new HashMap<>();
    private final Map<TopicPartition, Integer> epochs = new HashMap<>();
    private boolean metadataTaken = true;
    private final Lease lease;

    /** @param lease how long results may leave the process between two polls */
    Assignment(Intake intake, Lease lease) {
        this.intake = intake;
        this.lease = lease;
    }

    /**
     * Takes in what was polled, or nothing: the consumer's position is past all of it already, so once a record could
     * not be taken in nothing may be committed any more.
     */
    void register(ConsumerRecords<?, ?> records) {
        try {
            long now = System.nanoTime();
            for (TopicPartition partition : records.partitions()) {
                PartitionWindow window = windows.computeIfAbsent(
                        partition, fresh -> intake.open(fresh).under(lease));
                FinishedAhead before = finishedBefore.getOrDefault(partition, FinishedAhead.NONE);
                for (ConsumerRecord<?, ?> record : records.records(partition)) {
                    epochs.merge(partition, record.leaderEpoch().orElse(-1), Math::max);
                    if (!before.reaches(record.offset())) {
                        finishedBefore.remove(partition);
                        before = FinishedAhead.NONE;
                    }
                    if (before.contains(record.offset(), record.leaderEpoch())) {
                        window.registerFinished(record.offset(), now);
                    } else {
                        window.register(record.offset(), size(record), now);
                    }
                }
            }
        } catch (RuntimeException refused) {
            forgetAll();
            throw refused;
        }
    }

    private static int size(ConsumerRecord<?, ?> record) {
        int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()); // -1: null
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** Camel's contract, asserted: what one poll returned has been routed, or refused aloud, before the next poll. */
    void failIfCamelMislaidRecords() {
        windows.forEach((partition, window) -> {
            if (window.notHandedOver() > 0 && !intake.isStopping()) {
                throw new IllegalStateException(
                        partition + ": " + window.notHandedOver() + " polled records never reached the route");
            }
        });
    }

    /**
     * Partitions are ours from now on. Should the broker not tell what the group has committed for them, more is
     * repeated than need be.
     *
     * @return offsets finished ahead of what is committed, which are not repeated
     */
    long takeOver(Supplier<Map<TopicPartition, OffsetAndMetadata>> commits) {
        long ahead = 0;
        try {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> commit :
                    commits.get().entrySet()) {
                if (commit.getValue() != null) { // null: nothing yet
                    FinishedAhead finished = FinishedAhead.in(commit.getValue());
                    finishedBefore.put(commit.getKey(), finished);
                    committed.put(commit.getKey(), commit.getValue());
                    ahead += finished.size();
                }
            }
        } catch (WakeupException | InterruptException stopping) {
            throw stopping;
        } catch (KafkaException unknown) {
            LOG.warn("what is finished ahead is not known, it is repeated; reason={}", unknown.toString());
        }
        return ahead;
    }

    /** A broker set to take less metadata than ours gets none from now on. */
    void commitFailed(Exception cause) {
        metadataTaken &= !(cause instanceof OffsetMetadataTooLarge);
    }

    /**
     * The offsets to commit: where the first unfinished record stands, as far as that has moved.
     *
     * @param position the consumer's position in a partition, the next offset it will read; empty when not known yet
     */
    Map<TopicPartition, OffsetAndMetadata> finishedPrefixes(
            Collection<TopicPartition> partitions, Function<TopicPartition, OptionalLong> position) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionWindow window = windows.get(partition);
            if (window == null) {
                continue;
            }
            position.apply(partition).ifPresent(next -> {
                OffsetAndMetadata commit = commit(window, next, epochs.getOrDefault(partition, -1));
                if (!commit.equals(committed.get(partition))) {
                    offsets.put(partition, commit);
                }
            });
        }
        return offsets;
    }

    private OffsetAndMetadata commit(PartitionWindow window, long position, int leaderEpoch) {
        synchronized (window) { // both of the same moment
            long offset = window.committable(position);
            return new OffsetAndMetadata(
                    offset, metadataTaken ? window.finishedAhead(leaderEpoch).text(offset) : "");
        }
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
    }

    PartitionStanding standing(TopicPartition partition, OptionalLong position, boolean isPaused) {
        PartitionWindow window = windows.get(partition);
        OffsetAndMetadata done = committed.get(partition);
        boolean busy = window != null && window.span() > 0 && position.isPresent();
        return new PartitionStanding(
                partition.topic(),
                partition.partition(),
                done == null ? OptionalLong.empty() : OptionalLong.of(done.offset()),
                position,
                busy ? OptionalLong.of(window.committable(position.getAsLong())) : OptionalLong.empty(),
                window == null ? 0 : window.span(),
                isPaused);
    }

    /** Makes {@link #finishedPrefixes} complete once more, for a commit that is to tell whether it is accepted. */
    void forgetCommitted() {
        committed.clear();
    }

    Lease lease() {
        return lease;
    }

    /** Whether a partition must not be read further; one that is paused resumes at half the bound, to avoid flutter. */
    boolean mustPause(TopicPartition partition, boolean isPaused) {
        PartitionWindow window = windows.get(partition);
        int bound = intake.limits().span();
        return window != null && window.span() >= (isPaused ? bound / 2 : bound);
    }

    /** Lets calls under way end and starts nothing new; false when the time ran out. */
    boolean drain(Collection<TopicPartition> partitions, long deadlineNanos) {
        List<PartitionWindow> given =
                partitions.stream().map(windows::get).filter(Objects::nonNull).toList();
        given.forEach(PartitionWindow::drain);
        return given.stream().allMatch(window -> awaitQuiet(window, deadlineNanos));
    }

    private boolean awaitQuiet(PartitionWindow window, long deadlineNanos) {
        long next;
        do {
            lease.renewUnlessEnded(); // the heartbeat goes on meanwhile
            next = Math.min(deadlineNanos, System.nanoTime() + RENEW_EVERY_NANOS);
            if (window.awaitQuiet(next)) {
                return true;
            }
        } while (next < deadlineNanos);
        return false;
    }

    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWindow window = windows.remove(partition);
            if (window != null) {
                intake.close(partition, window);
            }
            committed.remove(partition);
            finishedBefore.remove(partition);
            epochs.remove(partition);
        }
    }

    void forgetAll() {
        forget(new ArrayList<>(windows.keySet()));
    }
}
