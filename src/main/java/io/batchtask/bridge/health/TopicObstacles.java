package io.batchtask.bridge.health;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why topics cannot be written to, as far as the cluster has answered. */
final class TopicObstacles {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Map<String, KafkaException> obstacles = new ConcurrentHashMap<>();

    /**
     * The cluster has answered a question about that topic.
     *
     * @param failed null when the topic exists
     * @return whether it has been seen for the first time
     */
    boolean answered(String topic, Throwable failed) {
        if (failed instanceof UnknownTopicOrPartitionException) {
            obstacles.put(topic, new UnknownTopicOrPartitionException("the topic " + topic + " does not exist"));
        } else if (failed instanceof AuthorizationException) {
            obstacles.put(topic, new TopicAuthorizationException(Set.of(topic)));
        }
        return failed == null && seen.add(topic);
    }

    /** Empty once that topic has been seen. */
    Optional<KafkaException> of(String topic) {
        KafkaException silence = new TimeoutException("the cluster has not answered yet about the topic " + topic);
        return seen.contains(topic) ? Optional.empty() : Optional.of(obstacles.getOrDefault(topic, silence));
    }
}
