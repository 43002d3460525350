package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka consumer Camel polls. Around each poll, on the polling thread and nowhere else, it commits the finished
 * prefix, pauses and resumes, and registers what was read; when partitions are taken away it lets calls under way end.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);
    private static final long REPORT_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(10);

    private final Intake intake;
    private final Patience patience;
    private final Assignment ours;
    private final ConsumerMembership membership;
    Runnable closed = () -> {};
    private final CommitPace pace = new CommitPace(System.nanoTime());
    private long lastReport = System.nanoTime() - REPORT_EVERY_NANOS;

    WindowedConsumer(Properties properties, Intake intake) {
        super(properties);
        this.intake = intake;
        this.patience = Patience.of(properties, intake.limits().drain());
        this.ours = new Assignment(intake, new Lease(patience.lease()));
        this.membership = new ConsumerMembership(metrics());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ours.failIfCamelMislaidRecords();
        intake.consumers().polling(this);
        try {
            renewLease();
            if (pace.isDue(System.nanoTime())) {
                commitAsync();
            }
            pauseOrResume();
            report();
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            ours.register(records);
            intake.polled();
            return records;
        } catch (WakeupException | InterruptException stopping) {
            throw stopping;
        } catch (KafkaException failed) {
            return cannotRead(failed);
        }
    }

    private void renewLease() {
        boolean silent = membership.sinceHeartbeat().filter(patience::isTooLong).isPresent();
        if (!silent && (!ours.lease().hasEnded() || isStillMember())) {
            ours.lease().renew();
        }
    }

    /** The broker accepts a commit from a member of the present generation only. */
    private boolean isStillMember() {
        try {
            ours.forgetCommitted();
            Map<TopicPartition, OffsetAndMetadata> offsets = finishedPrefixes(assignment());
            if (offsets.isEmpty()) {
                return true; // nothing in hand
            }
            commitSync(offsets, LAST_COMMIT);
            ours.committed(offsets);
            LOG.warn("after a standstill, or without the group for a while: its partitions are still its own");
            return true;
        } catch (CommitFailedException | RebalanceInProgressException | TimeoutException notNow) {
            LOG.warn(
                    "after a standstill, or without the group: no result leaves for now; reason={}", notNow.toString());
            return false; // polling goes on, which finds out whether the partitions are lost
        }
    }

    /**
     * Camel would never poll again after an authentication failure, and without a pause after any other. A credential
     * that was replaced or a right that was granted is noticed here by asking again; only what a consumer cannot
     * recover from makes Camel build a new one.
     */
    private ConsumerRecords<byte[], byte[]> cannotRead(KafkaException failed) {
        if (intake.cannotRead(failed)) {
            LOG.error("Kafka cannot be read, it is tried again; reason={}", failed.toString());
        }
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        }
        if (failed instanceof AuthenticationException
                || failed instanceof AuthorizationException
                || failed instanceof RetriableException) {
            return ConsumerRecords.empty();
        }
        throw failed;
    }

    @Override
    public void commitAsync() {
        Map<TopicPartition, OffsetAndMetadata> offsets = finishedPrefixes(assignment());
        if (!offsets.isEmpty()) {
            super.commitAsync(offsets, (done, failed) -> {
                if (failed == null) {
                    ours.committed(done);
                    pace.succeeded();
                } else {
                    ours.commitFailed(failed);
                    pace.failed(done, failed);
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> finishedPrefixes(Collection<TopicPartition> partitions) {
        return ours.finishedPrefixes(partitions, this::nextOffset);
    }

    private OptionalLong nextOffset(TopicPartition partition) {
        try {
            return OptionalLong.of(position(partition, Duration.ZERO));
        } catch (TimeoutException noPositionYet) {
            return OptionalLong.empty();
        }
    }

    private void report() {
        if (System.nanoTime() - lastReport < REPORT_EVERY_NANOS) {
            return;
        }
        lastReport = System.nanoTime();
        Set<TopicPartition> paused = paused();
        intake.consumers()
                .report(
                        this,
                        membership.sinceHeartbeat(),
                        assignment().stream()
                                .map(partition ->
                                        ours.standing(partition, nextOffset(partition), paused.contains(partition)))
                                .toList());
    }

    private void pauseOrResume() {
        Set<TopicPartition> paused = paused();
        boolean all = intake.mustPause();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (TopicPartition partition : assignment()) {
            boolean isPaused = paused.contains(partition);
            boolean mustPause = all || ours.mustPause(partition, isPaused);
            if (mustPause != isPaused) {
                (mustPause ? pause : resume).add(partition);
            }
        }
        pause(pause);
        resume(resume);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new GiveBack(listener));
    }

    /** Leaving the group revokes what is assigned, which commits; what is left over after a failure is forgotten. */
    @Override
    public void close() {
        try {
            super.close(LEAVE_WITHIN);
        } finally {
            ours.forgetAll();
            intake.consumers().closed(this);
            closed.run();
        }
    }

    private void giveBack(Collection<TopicPartition> partitions) {
        // A process that is stopping has waited already.
        long deadline =
                System.nanoTime() + (intake.isStopping() ? 0 : patience.drain().toNanos());
        try {
            if (!ours.drain(partitions, deadline)) {
                LOG.warn("partitions are given back with calls under way, their records will be read again");
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = finishedPrefixes(partitions);
            if (!offsets.isEmpty()) {
                commitSync(offsets, LAST_COMMIT);
            }
        } catch (KafkaException repeated) {
            LOG.warn("the last commit failed, records will be read again; reason={}", repeated.toString());
        } finally {
            ours.forget(partitions); // whatever happened: they are somebody else's from here on
        }
    }

    /** Lets Camel's own listener know as well. */
    private final class GiveBack implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener camel;

        GiveBack(ConsumerRebalanceListener camel) {
            this.camel = camel;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.info("partitions revoked; partitions={}", partitions);
            giveBack(partitions);
            camel.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("partitions lost, what is under way is dropped and read again; partitions={}", partitions);
            ours.forget(partitions);
            camel.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            long ahead = ours.takeOver(() -> committed(Set.copyOf(partitions), LAST_COMMIT));
            LOG.info("partitions assigned; partitions={} finished-ahead={}", partitions, ahead);
            camel.onPartitionsAssigned(partitions);
        }
    }
}
