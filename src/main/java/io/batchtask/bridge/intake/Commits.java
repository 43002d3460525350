package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits for one consumer, and learns from the answers whether it is still a member. Used by the polling thread only.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final Duration LAST = Duration.ofSeconds(5);
    private static final Duration QUESTION = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final CommitPoints points;
    private final Lease lease;
    private final CommitSchedule schedule = new CommitSchedule(System.nanoTime());
    private boolean sweepIsDue;
    private Optional<InvalidOffsetException> invalidOffset = Optional.empty();

    Commits(Consumer<?, ?> consumer, CommitPoints points, Lease lease) {
        this.consumer = consumer;
        this.points = points;
        this.lease = lease;
    }

    /** @param sweep whether to look at partitions as well in which nothing was read or finished, now or next time */
    void whenDue(boolean sweep) {
        sweepIsDue |= sweep;
        if (schedule.isDue(System.nanoTime(), points.partitions())) {
            send(sweepIsDue);
            sweepIsDue = false;
        }
    }

    /** When there is nothing new and the lease is to be renewed, the last commit is sent again, for its answer. */
    void send(boolean swept) {
        Map<TopicPartition, OffsetAndMetadata> news = points.toCommit(this::position, swept);
        Map<TopicPartition, OffsetAndMetadata> offsets =
                news.isEmpty() && lease.isToBeRenewed() ? points.anyCommitAgain() : news;
        if (offsets.isEmpty()) {
            return;
        }
        Lease.Moment asked = lease.ask();
        consumer.commitAsync(offsets, (done, failed) -> {
            if (failed == null) {
                accepted(done, asked);
                schedule.succeeded();
            } else {
                refused(failed);
                schedule.failed(offsets, failed);
            }
        });
    }

    /** The last commit of partitions that are given back. */
    void last(Collection<TopicPartition> partitions) {
        try {
            sendAndWait(points.toCommit(partitions, this::position), LAST);
        } catch (OffsetMetadataTooLarge | InvalidCommitOffsetSizeException withoutMetadataThen) {
            sendAndWait(points.toCommit(partitions, this::position), LAST);
        }
    }

    /** Renews the lease while the polling thread waits for calls to end, as nothing else would. */
    void askAgain() {
        if (lease.isToBeRenewed()) {
            try {
                sendAndWait(points.anyCommitAgain(), QUESTION);
            } catch (KafkaException noAnswer) {
                LOG.debug("no answer from the group; reason={}", noAnswer.toString());
            }
        }
    }

    private void sendAndWait(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
        if (offsets.isEmpty()) {
            return;
        }
        Lease.Moment asked = lease.ask();
        try {
            consumer.commitSync(offsets, atMost);
            accepted(offsets, asked);
        } catch (KafkaException failed) {
            refused(failed);
            throw failed;
        }
    }

    private void accepted(Map<TopicPartition, OffsetAndMetadata> offsets, Lease.Moment asked) {
        points.committed(offsets);
        lease.confirmed(asked);
    }

    private void refused(Exception reason) {
        if (reason instanceof OffsetMetadataTooLarge || reason instanceof InvalidCommitOffsetSizeException) {
            points.leaveOutMetadata(); // of one partition, or of all together
        }
        if (reason instanceof CommitFailedException || reason instanceof FencedInstanceIdException) {
            lease.end(); // not a member, or not any more
        }
    }

    /** The next offset that will be read; empty when it is not known at present. */
    OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException notKnown) {
            return OptionalLong.empty();
        } catch (InvalidOffsetException gone) {
            invalidOffset = Optional.of(gone); // the client throws it once, at the first call that meets it
            return OptionalLong.empty();
        }
    }

    /** Throws what was found out about a position that the log does not have, as a poll would have thrown it. */
    void throwInvalidOffset() {
        if (invalidOffset.isPresent()) {
            InvalidOffsetException gone = invalidOffset.get();
            invalidOffset = Optional.empty();
            throw gone;
        }
    }
}
