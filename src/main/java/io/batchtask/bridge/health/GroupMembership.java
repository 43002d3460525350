package io.batchtask.bridge.health;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether Kafka can be read: no failed poll, a cluster that answers, and a consumer that is a member of its group.
 * Having no partition is no cause: with more members than partitions some wait, and rightly so.
 */
public final class GroupMembership implements Cause {
    /** Longer than any usual session, and short enough to report. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final String group;
    private final Supplier<Optional<String>> failedPoll;
    private final Supplier<Optional<String>> cluster;
    private final Supplier<Optional<Duration>> sinceHeartbeat;

    /**
     * @param failedPoll why the latest poll failed; empty when it did not
     * @param cluster why the cluster cannot be used; empty when it answers
     * @param sinceHeartbeat empty while a consumer is no member of the group
     */
    public GroupMembership(
            String group,
            Supplier<Optional<String>> failedPoll,
            Supplier<Optional<String>> cluster,
            Supplier<Optional<Duration>> sinceHeartbeat) {
        this.group = group;
        this.failedPoll = failedPoll;
        this.cluster = cluster;
        this.sinceHeartbeat = sinceHeartbeat;
    }

    @Override
    public Optional<String> cause() {
        return failedPoll
                .get()
                .map(reason -> "Kafka cannot be read: " + reason)
                .or(cluster)
                .or(this::silence);
    }

    private Optional<String> silence() {
        Optional<Duration> silence = sinceHeartbeat.get();
        if (silence.isEmpty()) {
            return Optional.of("not a member of the group " + group + " yet: it is being joined,"
                    + " which may wait for the end of a dead member's session (session.timeout.ms),"
                    + " or the cluster has no coordinator for it");
        }
        return silence.filter(time -> time.compareTo(LONGEST_SILENCE) > 0)
                .map(time -> "no heartbeat to the group " + group + " for " + Lasting.words(time) + "");
    }
}
