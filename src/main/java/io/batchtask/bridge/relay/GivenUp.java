package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Stage;

/**
 * A record on its way to the dead-letter topic.
 *
 * @param bare the whole record with our headers on top is larger than the topic accepts: value and headers stay behind
 *     in the source topic, where ours point
 */
public record GivenUp(ConsumedRecord source, Rejection rejection, boolean bare) implements Stage {
    GivenUp(ConsumedRecord source, Rejection rejection) {
        this(source, rejection, false);
    }

    GivenUp asBare() {
        return new GivenUp(source, rejection, true);
    }
}
