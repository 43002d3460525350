package io.batchtask.bridge.replay;

import java.util.OptionalInt;

/**
 * The installation a replay works on.
 *
 * @param idsTopic where requests are read by the bridge
 * @param deadLetterTopic where its dead letters are
 * @param replayedTopic what has been sent back: compacted, made when it is missing
 * @param groupId the bridge's consumer group
 * @param replicationFactor of a replayed topic that is made; empty is the broker's default
 */
public record ReplaySettings(
        String idsTopic, String deadLetterTopic, String replayedTopic, String groupId, OptionalInt replicationFactor) {
    /** The group a replay is a member of, so that there is one at a time for each dead-letter topic. */
    public String lockGroup() {
        return deadLetterTopic + ".replay";
    }

    /** Fences an earlier replay that still runs. */
    public String transactionalId() {
        return groupId + ".replay";
    }
}
