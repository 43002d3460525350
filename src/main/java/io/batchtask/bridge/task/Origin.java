package io.batchtask.bridge.task;

import java.util.Objects;

/**
 * Where a record was read. Unique until the topic is deleted and made anew, whose offsets begin again.
 *
 * @param offset zero-based position in the partition
 */
public record Origin(String topic, int partition, long offset) {
    public Origin {
        Objects.requireNonNull(topic, "topic");
    }

    /** {@code topic/partition/offset}, the form used in headers and logs. */
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
