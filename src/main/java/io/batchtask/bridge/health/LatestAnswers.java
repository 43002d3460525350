package io.batchtask.bridge.health;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether topics can be written to, by the cluster's latest answer about each, which may take back an earlier one. Its
 * silence changes nothing. Safe from any thread.
 */
final class LatestAnswers {
    private final Map<String, Optional<String>> obstacles = new ConcurrentHashMap<>();

    /** @param rights what we may do with that topic; null or empty when the broker does not say */
    void exists(String topic, Set<AclOperation> rights) {
        boolean mayNot = rights != null && !rights.isEmpty() && !rights.contains(AclOperation.WRITE);
        obstacles.put(topic, mayNot ? mayNotBeWritten(topic) : Optional.empty());
    }

    /** @param failed what came in place of a description; anything but a no about the topic is no answer */
    void failed(String topic, Throwable failed) {
        if (failed instanceof UnknownTopicOrPartitionException) {
            obstacles.put(topic, Optional.of("the topic " + topic + " does not exist, or may not be seen"));
        } else if (failed instanceof AuthorizationException) { // the right to write is one to see it as well
            obstacles.put(topic, mayNotBeWritten(topic));
        }
    }

    private static Optional<String> mayNotBeWritten(String topic) {
        return Optional.of("the topic " + topic + " may not be written: the right Write is missing");
    }

    boolean areAbout(String topic) {
        return obstacles.containsKey(topic);
    }

    /** Why that topic cannot be written to, in words for people; empty when it can. */
    Optional<String> obstacle(String topic) {
        return obstacles.getOrDefault(topic, Optional.of("the cluster has not answered yet about the topic " + topic));
    }
}
