package io.batchtask.bridge.intake;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka consumer Camel polls. Around each poll, on the polling thread and nowhere else, it commits the finished
 * prefix, pauses and resumes, and registers what was read; when partitions are taken away it lets calls under way end.
 */
public final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(10);

    /** Whatever arrives ends a poll at once; only a commit or a partition that may be read again would have to wait. */
    private static final Duration WITH_NOTHING_IN_HAND = Duration.ofMillis(250);

    private final Intake intake;
    private final GroupTimeouts patience;
    private final Lease lease;
    private final Assignment ours;
    private final ConsumerMembership membership;
    private final OffsetResets jumps;
    private final Commits commits;
    private final PollFailures failures;
    public Runnable closed = () -> {};
    private final Set<TopicPartition> paused = new HashSet<>();
    private long lastLook = System.nanoTime() - LOOK_EVERY_NANOS;
    private Lease.Moment pollBegan;
    private Lease.Moment lastPollBegan;
    private boolean closing;

    public WindowedConsumer(Properties properties, Intake intake) {
        super(withoutReset(properties));
        this.intake = intake;
        this.patience = GroupTimeouts.of(properties, intake.limits().drain());
        this.lease = new Lease(patience.session());
        this.ours = new Assignment(intake, lease);
        this.membership = new ConsumerMembership(this::metrics);
        this.jumps = new OffsetResets(this, intake, ours);
        this.commits = new Commits(this, ours);
        this.failures = new PollFailures(this, intake, ours);
        this.pollBegan = lease.now();
        this.lastPollBegan = pollBegan;
    }

    /** A client that resets a position by itself does so in silence, whatever was skipped by it. */
    private static Properties withoutReset(Properties properties) {
        Properties without = new Properties();
        without.putAll(properties);
        without.put(AUTO_OFFSET_RESET_CONFIG, "none");
        return without;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ours.failIfCamelMislaidRecords();
        failures.tryHeldUpAgain(System.nanoTime());
        intake.consumers().polling(this);
        try {
            intake.consumers().settled(this, ours.isSettled()); // before it is taken note of what has changed
            boolean looks = System.nanoTime() - lastLook >= LOOK_EVERY_NANOS;
            commits.whenDue(looks);
            if (looks) {
                look();
            }
            commits.throwJump();
            pauseOrResume();
            lastPollBegan = pollBegan;
            pollBegan = lease.now();
            ConsumerRecords<byte[], byte[]> records = super.poll(patient(timeout));
            ours.register(records);
            intake.consumers().outOfTrouble(this);
            return records;
        } catch (WakeupException | InterruptException | OutdatedConsumerException ending) {
            throw ending;
        } catch (KafkaException failed) {
            return goOnAfter(failed);
        } catch (RuntimeException | Error broken) {
            throw failures.broken(broken);
        }
    }

    private Duration patient(Duration timeout) {
        boolean idle = ours.isSettled() && ours.isIdle() && WITH_NOTHING_IN_HAND.compareTo(timeout) > 0;
        return idle ? WITH_NOTHING_IN_HAND : timeout;
    }

    private ConsumerRecords<byte[], byte[]> goOnAfter(KafkaException failed) {
        if (!(failed instanceof InvalidOffsetException gone)) {
            failures.judge(failed);
            return ConsumerRecords.empty();
        }
        try {
            jumps.goOn(gone);
        } catch (WakeupException | InterruptException | OutdatedConsumerException ending) {
            throw ending;
        } catch (KafkaException noAnswer) {
            failures.judge(noAnswer);
        }
        return ConsumerRecords.empty();
    }

    /** Camel asks for that before it closes the consumer. */
    @Override
    public void commitAsync() {
        commits.send(true);
    }

    private void pauseOrResume() {
        boolean all = intake.mustPause();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (AssignedPartition partition : ours.partitions()) {
            boolean mustPause = all || ours.mustPause(partition);
            if (mustPause != paused.contains(partition.name)) {
                (mustPause ? pause : resume).add(partition.name);
            }
        }
        if (!pause.isEmpty()) {
            pause(pause);
            paused.addAll(pause);
        }
        if (!resume.isEmpty()) {
            resume(resume);
            paused.removeAll(resume);
        }
    }

    /** Reports where it stands, and looks at what changes without a record. */
    private void look() {
        lastLook = System.nanoTime();
        intake.groupSession().filter(told -> patience.isBrokersSession()).ifPresent(lease::session);
        intake.log().ifPresent(jumps::told);
        intake.consumers()
                .report(
                        this,
                        membership.sinceHeartbeat(),
                        ours.partitions().stream()
                                .map(partition -> partition.standing(
                                        commits.position(partition.name), paused.contains(partition.name)))
                                .toList());
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new GiveBack(listener));
    }

    /** Camel does that before it closes the consumer. */
    @Override
    public void unsubscribe() {
        closing = true;
        super.unsubscribe();
    }

    /** Leaving the group revokes what is assigned, which commits; what is left over after a failure is forgotten. */
    @Override
    public void close() {
        closing = true;
        ours.partitions().forEach(partition -> intake.consumers().leavesTrouble(partition.name));
        try {
            super.close(LEAVE_WITHIN);
        } finally {
            ours.forgetAll();
            intake.consumers().closed(this);
            closed.run();
        }
    }

    private void giveBack(Collection<TopicPartition> partitions) {
        boolean hasWaited = closing && intake.isStopping();
        long deadline = System.nanoTime() + (hasWaited ? 0 : patience.drain().toNanos());
        long lastPublication = deadline - intake.limits().delivery().toNanos();
        try {
            if (!ours.drain(partitions, deadline, lastPublication, commits::askAgain)) {
                LOG.warn("partitions are given back with calls under way, their records will be read again");
            }
            commits.last(partitions);
        } catch (KafkaException repeated) {
            LOG.warn("the last commit failed, records will be read again; reason={}", repeated.toString());
        } finally {
            forget(partitions); // whatever happened: they are somebody else's from here on
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        ours.forget(partitions);
        partitions.forEach(intake.consumers()::leavesTrouble);
        partitions.forEach(paused::remove);
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
            lease.end();
            forget(partitions);
            camel.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            lease.confirmed(lastPollBegan); // not later than the group has answered, however long that lay there
            long ahead = ours.takeOver(partitions, () -> committed(Set.copyOf(partitions), LAST_COMMIT));
            LOG.info("partitions assigned; partitions={} finished-ahead={}", partitions, ahead);
            camel.onPartitionsAssigned(partitions);
        }
    }
}
