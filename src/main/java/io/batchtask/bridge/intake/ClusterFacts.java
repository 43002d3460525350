package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;

/** What the cluster last reported: written by the admin client's thread, read by the polling threads. */
final class ClusterFacts {
    private final Set<String> formerLogs = ConcurrentHashMap.newKeySet();
    private volatile Optional<LogIdentity> log = Optional.empty();
    private volatile Optional<Duration> groupSession = Optional.empty();

    void logIs(String cluster, Uuid topic) {
        LogIdentity now = new LogIdentity(cluster + "/" + topic);
        if (!formerLogs.contains(now.log())) { // ids do not come back; a broker that is behind may report an old one
            log.filter(known -> !known.equals(now)).ifPresent(known -> formerLogs.add(known.log()));
            log = Optional.of(now);
        }
    }

    /** Which log the ids topic is; empty until the cluster has reported it. */
    Optional<LogIdentity> log() {
        return log;
    }

    void groupSession(Duration timeout) {
        groupSession = Optional.of(timeout);
    }

    /** How long the brokers wait for a silent member; empty until they have reported it. */
    Optional<Duration> groupSession() {
        return groupSession;
    }
}
