package io.batchtask.bridge.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Membership of a consumer group that has one member at most: whoever replays these dead letters. It reads nothing. One
 * that is killed stays a member until its session ends, so it is waited for a little longer than that. Should two join
 * at the same moment, the one that began first stays; should clocks disagree on who that is, transactions still have
 * one winner.
 */
final class ReplayMember implements SoleReplay, AutoCloseable {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_LEAVE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Admin admin;
    private final ReplaySettings settings;
    private final StopSignal stop;
    private final String clientId; // sorts by when it began
    private final Consumer<byte[], byte[]> consumer;
    private final Thread heart;
    private final CountDownLatch joined = new CountDownLatch(1);
    private String memberId; // whoever is not in time gets another
    private volatile KafkaException failure;
    private volatile boolean closed;

    private ReplayMember(Run run) {
        this.admin = run.admin();
        this.settings = run.settings();
        this.stop = run.stop();
        this.clientId = String.format("replay-%015d-%s", run.clock().millis(), UUID.randomUUID());
        this.consumer = run.clients()
                .consumer(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.lockGroup(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        (int) SESSION.toMillis(),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        (int) HEARTBEAT.toMillis()));
        this.heart = new Thread(this::beat, "replay-member");
        heart.setDaemon(true);
    }

    /**
     * Waits for a former member that may be gone, and joins.
     *
     * @throws ReplayRefused if another replay is running
     */
    static ReplayMember join(Run run) throws ReplayRefused, InterruptedException, Stopped {
        String group = run.settings().lockGroup();
        Right right = Right.group("Read", group);
        String doing = "join group " + group;
        mustBeEmpty(run, () -> run.attempts().of(doing, right, () -> members(run.admin(), group)));
        ReplayMember member = new ReplayMember(run);
        member.heart.start();
        try {
            run.attempts().of(doing, right, member::isIn);
            run.attempts().of(doing, right, member::isFirst);
            return member;
        } catch (ReplayRefused | InterruptedException | Stopped | RuntimeException failed) {
            member.close();
            throw failed;
        }
    }

    private static void mustBeEmpty(Run run, Attempts.Step<List<MemberDescription>> members)
            throws ReplayRefused, InterruptedException, Stopped {
        List<MemberDescription> others = members.run();
        if (!others.isEmpty()) {
            run.listener()
                    .note("another replay may be running, waiting up to " + LONGEST_WAIT.toSeconds()
                            + " s whether it ends");
        }
        long began = System.nanoTime();
        while (!others.isEmpty()) {
            if (System.nanoTime() - began > LONGEST_WAIT.toNanos()) {
                throw running(run.settings(), others.get(0));
            }
            run.stop().pause(LOOK_AGAIN);
            others = members.run();
        }
    }

    private static List<MemberDescription> members(Admin admin, String group) throws InterruptedException {
        try {
            return List.copyOf(
                    Attempts.answer(admin.describeConsumerGroups(List.of(group)).all())
                            .get(group)
                            .members());
        } catch (GroupIdNotFoundException none) {
            return List.of();
        }
    }

    private static ReplayRefused running(ReplaySettings settings, MemberDescription other) {
        return new ReplayRefused("another replay of " + settings.deadLetterTopic() + " is running (member "
                + other.consumerId() + ", host " + other.host() + "); wait until it has ended");
    }

    /** Keeps the membership alive; that it has partitions is of no interest. */
    private void beat() {
        consumer.subscribe(List.of(settings.deadLetterTopic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // nothing was read
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.pause(partitions);
                joined.countDown();
            }
        });
        try {
            while (!closed) {
                pollOnce();
            }
        } finally {
            consumer.close(LONGEST_LEAVE);
        }
    }

    private void pollOnce() {
        try {
            consumer.poll(POLL);
            failure = null;
        } catch (WakeupException closing) {
            closed = true;
        } catch (KafkaException failed) {
            failure = failed;
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private Void isIn() throws InterruptedException, Stopped {
        long began = System.nanoTime();
        while (!joined.await(100, TimeUnit.MILLISECONDS)) {
            stop.check();
            if (failure != null) {
                throw failure;
            }
            if (System.nanoTime() - began > LONGEST_JOIN.toNanos()) {
                throw new TimeoutException("no answer to the request to join");
            }
        }
        return null;
    }

    private Void isFirst() throws ReplayRefused, InterruptedException {
        MemberDescription first = members(admin, settings.lockGroup()).stream()
                .min(Comparator.comparing(MemberDescription::clientId))
                .orElseThrow(() -> new TimeoutException("the group has no member yet"));
        if (!first.clientId().equals(clientId)) {
            throw running(settings, first);
        }
        memberId = first.consumerId();
        return null;
    }

    @Override
    public void mustBe() throws ReplayRefused, InterruptedException {
        List<MemberDescription> members = members(admin, settings.lockGroup());
        if (members.stream().anyMatch(member -> !member.clientId().equals(clientId))) {
            throw SendFailure.takenOver();
        }
        if (members.isEmpty()) {
            throw new TimeoutException("not in group " + settings.lockGroup() + " again yet");
        }
        memberId = members.get(0).consumerId();
    }

    /** Whoever has been put out, frozen for longer than a session, is in again as another member. */
    @Override
    public boolean isStill() throws InterruptedException {
        return members(admin, settings.lockGroup()).stream()
                .anyMatch(member -> member.consumerId().equals(memberId));
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            heart.join(SESSION.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
