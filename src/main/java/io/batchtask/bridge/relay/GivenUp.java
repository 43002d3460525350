package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.Sourced;

/**
 * A record on its way to the dead-letter topic.
 *
 * @param bare the whole record with our headers on top is larger than the topic accepts: value and headers stay behind
 *     in the source topic, where ours point
 */
public record GivenUp(SourceRecord source, Rejection rejection, boolean bare) implements Sourced {
    GivenUp(SourceRecord source, Rejection rejection) {
        this(source, rejection, false);
    }

    GivenUp asBare() {
        return new GivenUp(source, rejection, true);
    }
}
