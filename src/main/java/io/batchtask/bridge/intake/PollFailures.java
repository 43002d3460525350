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
 * What becomes of a poll that failed. A credential may be put right, a right be granted, a broker come back; what belongs
 * to one partition stops that one only; whatever else it is, a new consumer is made. Told each time, in the log and to
 * health, and never without a pause, as Camel polls again at once. Used by the polling thread only.
 */
final class PollFailures {
    private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);
    private static final Pattern PARTITION = Pattern.compile("([a-zA-Z0-9._-]+)-(\\d{1,9})");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HELD_UP = Duration.ofMinutes(5);

    private final Object consumer;
    private final Intake intake;
    private final Assignment ours;
    private final Duration pause;

    PollFailures(Object consumer, Intake intake, Assignment ours) {
        this(consumer, intake, ours, PAUSE);
    }

    /** @param pause after a failure that concerns the consumer as a whole */
    PollFailures(Object consumer, Intake intake, Assignment ours, Duration pause) {
        this.consumer = consumer;
        this.intake = intake;
        this.ours = ours;
        this.pause = pause;
    }

    /**
     * What Kafka's client has thrown: returns when the consumer is of use all the same.
     *
     * @throws KafkaException when another one has to be made
     */
    void judge(KafkaException failed) {
        if (passes(failed)) {
            tell(consumer, failed);
            pause();
            return;
        }
        Optional<AssignedPartition> culprit = partitionNamedIn(failed);
        if (culprit.isPresent() && !culprit.get().isHeldUp()) { // or pausing it has not helped
            tell(culprit.get().name, failed);
            culprit.get().holdUp(System.nanoTime() + HELD_UP.toNanos());
            return;
        }
        tell(consumer, failed);
        pause();
        throw failed;
    }

    private static boolean passes(KafkaException failed) {
        return failed instanceof AuthenticationException
                || failed instanceof AuthorizationException
                || (failed instanceof RetriableException && !(failed instanceof CorruptRecordException));
    }

    /** What should never be thrown: the client may be past what it could not hand over, and commits have to stop. */
    KafkaException broken(Throwable thrown) {
        ours.commitNothingMore();
        tell(consumer, thrown);
        pause();
        return new KafkaException("a new consumer is made after " + thrown, thrown);
    }

    /** The partition it is about; empty when it is about none, or does not tell. */
    Optional<AssignedPartition> partitionNamedIn(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher names = PARTITION.matcher(String.valueOf(cause.getMessage()));
            while (names.find()) {
                Optional<AssignedPartition> named =
                        ours.find(new TopicPartition(names.group(1), Integer.parseInt(names.group(2))));
                if (named.isPresent()) {
                    return named;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A client keeps what it could not read; only another one asks the broker for it again.
     *
     * @throws OutdatedConsumerException when it is time for another one
     */
    void tryHeldUpAgain(long now) {
        for (AssignedPartition partition : ours.partitions()) {
            if (partition.isHeldUpTooLong(now)) {
                throw new OutdatedConsumerException(partition.name + " could not be read, it is tried again");
            }
        }
    }

    private void tell(Object who, Throwable reason) {
        if (intake.cannotRead(who, reason)) {
            // Kafka's own exceptions tell all there is to know; whatever else it is has to be found.
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
