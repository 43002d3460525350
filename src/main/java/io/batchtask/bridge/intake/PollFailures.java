package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows from a poll that failed. A credential may be corrected, a right be granted, a broker come back:
 * then the consumer goes on. A failure of one partition stops that partition only. After any other a new consumer is
 * made. Each is reported to health, and logged when it is new; one of the whole consumer is followed by a pause, as
 * Camel polls again at once. Used by the polling thread only.
 */
final class PollFailures {
    private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);
    private static final Pattern PARTITION = Pattern.compile("([a-zA-Z0-9._-]+)-(\\d{1,9})");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HELD_UP = Duration.ofMinutes(5);

    private final Object consumer;
    private final Listener listener;
    private final Assignment assignment;
    private final Duration pause;

    /** Shows what cannot be read. */
    interface Listener {
        /**
         * @param who cannot read, a consumer, or cannot be read, a partition
         * @return false when that is known already
         */
        boolean cannotRead(Object who, Throwable reason);
    }

    PollFailures(Object consumer, Listener listener, Assignment assignment) {
        this(consumer, listener, assignment, PAUSE);
    }

    /** @param pause after a failure that concerns the consumer as a whole */
    PollFailures(Object consumer, Listener listener, Assignment assignment, Duration pause) {
        this.consumer = consumer;
        this.listener = listener;
        this.assignment = assignment;
        this.pause = pause;
    }

    /**
     * What Kafka's client has thrown: returns when the consumer can go on.
     *
     * @throws KafkaException when a new one has to be made
     */
    void judge(KafkaException failed) {
        if (passes(failed)) {
            report(consumer, failed);
            pause();
            return;
        }
        Optional<AssignedPartition> culprit = partitionNamedIn(failed);
        if (culprit.isPresent() && !culprit.get().isHeldUp()) { // otherwise pausing it has not helped
            report(culprit.get().name, failed);
            culprit.get().holdUp(System.nanoTime() + HELD_UP.toNanos());
            return;
        }
        report(consumer, failed);
        pause();
        throw failed;
    }

    private static boolean passes(KafkaException failed) {
        return failed instanceof AuthenticationException
                || failed instanceof AuthorizationException
                || (failed instanceof RetriableException && !(failed instanceof CorruptRecordException));
    }

    /** An unexpected exception: the client may be past records it could not hand over, so nothing more is committed. */
    KafkaException broken(Throwable thrown) {
        assignment.commitPoints().commitNothingMore();
        report(consumer, thrown);
        pause();
        return new KafkaException("a new consumer is made after " + thrown, thrown);
    }

    /** The partition that failed; empty when it is none of ours, or the failure does not name one. */
    Optional<AssignedPartition> partitionNamedIn(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher names = PARTITION.matcher(String.valueOf(cause.getMessage()));
            while (names.find()) {
                Optional<AssignedPartition> named =
                        assignment.find(new TopicPartition(names.group(1), Integer.parseInt(names.group(2))));
                if (named.isPresent()) {
                    return named;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A client keeps what it could not read; only a new one asks the broker for it again.
     *
     * @throws OutdatedConsumerException when it is time for a new one
     */
    void tryHeldUpAgain(long now) {
        for (AssignedPartition partition : assignment.partitions()) {
            if (partition.isHeldUpTooLong(now)) {
                throw new OutdatedConsumerException(partition.name + " could not be read, it is tried again");
            }
        }
    }

    private void report(Object who, Throwable reason) {
        if (listener.cannotRead(who, reason)) {
            // Kafka's own exceptions say enough; any other needs its stack trace.
            Throwable stack = reason instanceof KafkaException ? null : reason;
            LOG.error("Kafka cannot be read, it is tried again; reason={}", reason.toString(), stack);
        }
    }

    private void pause() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        }
    }
}
