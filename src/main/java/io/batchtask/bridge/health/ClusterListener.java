package io.batchtask.bridge.health;

import java.time.Duration;
import org.apache.kafka.common.Uuid;

/** Receives what the cluster reports, on the admin client's own thread: must not wait. */
public interface ClusterListener {
    /** Which log the ids topic is, every time; a new id in the same cluster means that the topic was created anew. */
    void logIs(String cluster, Uuid topic);

    /** One of our topics exists, which was not known before. */
    void topicSeen(String topic);

    /** How long the brokers wait for a silent member, about once a minute; only where they decide it. */
    void groupSession(Duration timeout);
}
