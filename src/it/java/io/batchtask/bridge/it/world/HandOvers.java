package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.ConsumerGroupState;
import org.awaitility.Awaitility;

/** Instances that share the work. They come and go as chance will have it, but at least one is always there. */
final class HandOvers {
    private static final int MOST = 3;
    private static final String REVOKED = "partitions revoked; partitions=[ids";

    /** The others hear of it with their next heartbeat, once a second. */
    private static final int LONGEST_REBALANCE_MILLIS = 1_500;

    private final World world;
    private final Random random;
    private final List<Instance> there = new ArrayList<>();
    private final List<Instance> leaving = new ArrayList<>();
    private final List<Instance> killed = new ArrayList<>();
    private int moves;

    /** How an instance goes. */
    enum Exit {
        SIGTERM,
        SIGKILL
    }

    HandOvers(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Another one, which need not read yet. */
    void join() {
        there.add(Instance.start(world));
    }

    void awaitAssigned() {
        there.forEach(Instance::awaitAssigned);
    }

    /**
     * One joins or one goes; two moves in a row do both. An orderly one waits until the group has come to rest: a stop in
     * the middle of a rebalance may find its last commit refused, and that repeats.
     */
    void move(Exit exit) {
        if (exit == Exit.SIGTERM) {
            Awaitility.await("a group at rest").atMost(RecordBalance.PATIENCE).until(this::isAtRest);
        }
        moves++;
        if (there.size() == 1 || (there.size() < MOST && random.nextBoolean())) {
            join();
            return;
        }
        Instance one = there.remove(random.nextInt(there.size()));
        if (exit == Exit.SIGKILL) {
            one.kill();
            killed.add(one);
        } else {
            one.jvm.terminate();
            leaving.add(one);
        }
    }

    /**
     * One joins, and while partitions are on their way to it one of the others is stopped: what that one commits
     * last may meet a generation that is just ending.
     */
    void stopInMidRebalance() {
        moves++;
        long revoked = revoked();
        join();
        Instance newcomer = there.get(there.size() - 1);
        Awaitility.await("a rebalance")
                .atMost(RecordBalance.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> revoked() > revoked || newcomer.said(Instance.ASSIGNED) > 0);
        Awaitility.await("some moment of it")
                .pollDelay(Duration.ofMillis(random.nextInt(LONGEST_REBALANCE_MILLIS)))
                .until(() -> true);
        Instance one = there.remove(random.nextInt(there.size() - 1));
        one.jvm.terminate();
        leaving.add(one);
    }

    /** How often those that are there have been asked for partitions. */
    private long revoked() {
        return there.stream().mapToLong(one -> one.said(REVOKED)).sum();
    }

    /** All are members, and each partition has an owner: after a rebalance that only takes away, another one follows. */
    private boolean isAtRest() throws Exception {
        ConsumerGroupDescription group = world.admin
                .describeConsumerGroups(List.of(world.group))
                .all()
                .get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS)
                .get(world.group);
        long owned = group.members().stream()
                .mapToLong(member -> member.assignment().topicPartitions().size())
                .sum();
        return group.state() == ConsumerGroupState.STABLE
                && group.members().size() == there.size()
                && owned == world.partitions();
    }

    int moves() {
        return moves;
    }

    int kills() {
        return killed.size();
    }

    /** All stop, and every one that was not killed ends well; not before it is up, or a signal just ends the JVM. */
    void end() {
        awaitAssigned();
        there.forEach(one -> one.jvm.terminate());
        leaving.addAll(there);
        there.clear();
        leaving.forEach(one -> assertThat(one.stop()).as("exit code").isZero());
    }

    /** Lines with these words in the logs of all that were ever there. */
    long said(String words) {
        return all().stream().mapToLong(one -> one.said(words)).sum();
    }

    /** What each that was ever there said, to find out why. */
    void keepLogs(String name) {
        all().forEach(one -> Instance.keepLog(name, one.jvm));
    }

    private List<Instance> all() {
        List<Instance> all = new ArrayList<>(there);
        all.addAll(leaving);
        all.addAll(killed);
        return all;
    }
}
