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
 * What one consumer commits, and what it learns by it: whether it is still a member. Used by the polling thread only.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final Duration LAST = Duration.ofSeconds(5);
    private static final Duration QUESTION = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final Assignment ours;
    private final Lease lease;
    private final CommitSchedule pace = new CommitSchedule(System.nanoTime());
    private boolean sweepIsDue;
    private Optional<InvalidOffsetException> jump = Optional.empty();

    Commits(Consumer<?, ?> consumer, Assignment ours) {
        this.consumer = consumer;
        this.ours = ours;
        this.lease = ours.lease();
    }

    /** @param sweep whether partitions are looked at as well in which nothing was read or finished, now or next time */
    void whenDue(boolean sweep) {
        sweepIsDue |= sweep;
        if (pace.isDue(System.nanoTime(), ours.partitions().size())) {
            send(sweepIsDue);
            sweepIsDue = false;
        }
    }

    /** With nothing new to say, the last commit is sent again as a question when the lease is to be renewed. */
    void send(boolean swept) {
        Map<TopicPartition, OffsetAndMetadata> news = ours.toCommit(this::position, swept);
        Map<TopicPartition, OffsetAndMetadata> offsets =
                news.isEmpty() && lease.isToBeRenewed() ? ours.anyCommitAgain() : news;
        if (offsets.isEmpty()) {
            return;
        }
        Lease.Moment asked = lease.ask();
        consumer.commitAsync(offsets, (done, failed) -> {
            if (failed == null) {
                accepted(done, asked);
                pace.succeeded();
            } else {
                refused(failed);
                pace.failed(done, failed);
            }
        });
    }

    /** Of partitions that are given back. */
    void last(Collection<TopicPartition> partitions) {
        try {
            sendAndWait(ours.toCommit(partitions, this::position), LAST);
        } catch (OffsetMetadataTooLarge | InvalidCommitOffsetSizeException withoutMetadataThen) {
            sendAndWait(ours.toCommit(partitions, this::position), LAST);
        }
    }

    /** While the polling thread waits for calls to end nothing else would renew the lease. */
    void askAgain() {
        if (lease.isToBeRenewed()) {
            try {
                sendAndWait(ours.anyCommitAgain(), QUESTION);
            } catch (KafkaException noAnswer) {
                LOG.debug("no word from the group; reason={}", noAnswer.toString());
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
        ours.committed(offsets);
        lease.confirmed(asked);
    }

    private void refused(Exception reason) {
        if (reason instanceof OffsetMetadataTooLarge || reason instanceof InvalidCommitOffsetSizeException) {
            ours.tellNoMetadata(); // of one partition, or of all together
        }
        if (reason instanceof CommitFailedException || reason instanceof FencedInstanceIdException) {
            lease.end(); // no member, or no member any more
        }
    }

    /** The next offset that will be read; empty when it is not known at present. */
    OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException notKnown) {
            return OptionalLong.empty();
        } catch (InvalidOffsetException gone) {
            jump = Optional.of(gone); // the client says so once, to whoever asks first
            return OptionalLong.empty();
        }
    }

    /** A position the log does not have, if one was met on the way: thrown as a poll throws it. */
    void throwJump() {
        if (jump.isPresent()) {
            InvalidOffsetException gone = jump.get();
            jump = Optional.empty();
            throw gone;
        }
    }
}
