package io.batchtask.bridge.intake;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The Kafka consumer Camel polls. Around each poll, on the polling thread and nowhere else, it commits the finished
 * prefix, pauses and resumes, and registers what was read. Used by that thread only.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> implements RebalanceHandler.Member {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(10);

    /** A record that arrives ends a poll at once; only a commit or a partition to be resumed would have to wait. */
    private static final Duration WITH_NOTHING_UNFINISHED = Duration.ofMillis(250);

    private final IntakeLimits limits;
    private final OpenWindows windows;
    private final ConsumerReports reports;
    private final ClusterFacts cluster;
    private final GroupTimeouts timeouts;
    private final Lease lease;
    private final Assignment assignment;
    private final ConsumerMembership membership;
    private final OffsetResets resets;
    private final Commits commits;
    private final PollFailures failures;
    private final PausedPartitions paused;
    private final FencedMember member;
    private RebalanceHandler rebalances;
    private Runnable closed = () -> {};
    private long lastLook = System.nanoTime() - LOOK_EVERY_NANOS;
    private Lease.Moment pollBegan;
    private Lease.Moment lastPollBegan;
    private boolean closing;

    WindowedConsumer(
            Properties properties,
            IntakeLimits limits,
            OpenWindows windows,
            ConsumerReports reports,
            ClusterFacts cluster,
            Fencing fencing) {
        super(withoutReset(properties));
        this.limits = limits;
        this.windows = windows;
        this.reports = reports;
        this.cluster = cluster;
        this.timeouts = GroupTimeouts.of(properties, limits.drain());
        this.lease = new Lease(timeouts.session());
        this.assignment = new Assignment(windows, cluster::log, lease);
        this.membership = new ConsumerMembership(this::metrics);
        this.resets = new OffsetResets(this, assignment, reports::lostUnread);
        this.commits = new Commits(this, assignment.commitPoints(), lease);
        this.failures = new PollFailures(this, reports, assignment);
        this.paused = new PausedPartitions(this, assignment::mustPause);
        this.member = new FencedMember(properties, fencing);
        this.pollBegan = lease.now();
        this.lastPollBegan = pollBegan;
    }

    /** A client that resets a position by itself does not report what it skips. */
    private static Properties withoutReset(Properties properties) {
        Properties without = new Properties();
        without.putAll(properties);
        without.put(AUTO_OFFSET_RESET_CONFIG, "none");
        return without;
    }

    /** @param hook is run once this consumer is closed */
    void onClose(Runnable hook) {
        closed = hook;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        assignment.failIfCamelMislaidRecords();
        failures.tryHeldUpAgain(System.nanoTime());
        reports.polling(this);
        try {
            reports.settled(this, assignment.commitPoints().isSettled()); // before the changes are committed
            boolean looks = System.nanoTime() - lastLook >= LOOK_EVERY_NANOS;
            commits.whenDue(looks);
            if (looks) {
                look();
            }
            if (member.isFenced()) {
                member.waitForItsName();
                return ConsumerRecords.empty();
            }
            commits.throwInvalidOffset();
            paused.pauseOrResume(assignment.partitions(), windows.mustPause());
            lastPollBegan = pollBegan;
            pollBegan = lease.now();
            ConsumerRecords<byte[], byte[]> records = super.poll(shorterWhenIdle(timeout));
            assignment.register(records);
            reports.outOfTrouble(this);
            return records;
        } catch (WakeupException | InterruptException | OutdatedConsumerException ending) {
            throw ending;
        } catch (KafkaException failed) {
            return goOnAfter(failed);
        } catch (RuntimeException | Error broken) {
            throw failures.broken(broken);
        }
    }

    private Duration shorterWhenIdle(Duration timeout) {
        boolean idle = assignment.commitPoints().isSettled()
                && assignment.isIdle()
                && WITH_NOTHING_UNFINISHED.compareTo(timeout) > 0;
        return idle ? WITH_NOTHING_UNFINISHED : timeout;
    }

    private ConsumerRecords<byte[], byte[]> goOnAfter(KafkaException failed) {
        if (member.isFencedBy(failed)) {
            rebalances.onPartitionsLost(assignment.names()); // the client does not call that a loss
            return ConsumerRecords.empty();
        }
        if (!(failed instanceof InvalidOffsetException gone)) {
            failures.judge(failed);
            return ConsumerRecords.empty();
        }
        try {
            resets.goOn(gone);
        } catch (WakeupException | InterruptException | OutdatedConsumerException ending) {
            throw ending;
        } catch (KafkaException noAnswer) {
            failures.judge(noAnswer);
        }
        return ConsumerRecords.empty();
    }

    /** Camel calls this before it closes the consumer. */
    @Override
    public void commitAsync() {
        commits.send(true);
    }

    /** Reports how far it is, and looks at what changes without a record. */
    private void look() {
        lastLook = System.nanoTime();
        cluster.groupSession().filter(timeout -> timeouts.isBrokersSession()).ifPresent(lease::session);
        cluster.log().ifPresent(resets::logIs);
        Optional<Duration> sinceHeartbeat = membership.sinceHeartbeat();
        if (sinceHeartbeat.isPresent()) {
            member.joined(!assignment.partitions().isEmpty());
        }
        reports.report(
                this,
                sinceHeartbeat,
                assignment.partitions().stream()
                        .map(partition ->
                                partition.progress(commits.position(partition.name), paused.contains(partition.name)))
                        .toList());
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        rebalances =
                new RebalanceHandler(this, assignment, commits, lease, timeouts.drain(), limits.delivery(), listener);
        super.subscribe(topics, rebalances);
    }

    /** Camel calls this before it closes the consumer. */
    @Override
    public void unsubscribe() {
        closing = true;
        super.unsubscribe();
    }

    /** Leaving the group revokes what is assigned, which commits it; what a failure leaves over is forgotten. */
    @Override
    public void close() {
        closing = true;
        assignment.partitions().forEach(partition -> reports.leavesTrouble(partition.name));
        try {
            super.close(LEAVE_WITHIN);
        } finally {
            member.close();
            assignment.forgetAll();
            reports.closed(this);
            closed.run();
        }
    }

    @Override
    public boolean hasDrained() {
        return closing && windows.isStopping();
    }

    @Override
    public Lease.Moment lastPollBegan() {
        return lastPollBegan;
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        assignment.forget(partitions);
        partitions.forEach(reports::leavesTrouble);
        paused.forget(partitions);
    }
}
