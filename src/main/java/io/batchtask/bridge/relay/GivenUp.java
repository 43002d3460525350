package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.Sourced;

/**
 * A record on its way to the dead-letter topic.
 *
 * @param withoutValue the record with its value and our headers is larger than the topic accepts: the value stays
 *     behind in the source topic, where the headers point
 */
public record GivenUp(SourceRecord source, Rejection rejection, boolean withoutValue) implements Sourced {
    GivenUp(SourceRecord source, Rejection rejection) {
        this(source, rejection, false);
    }
}
