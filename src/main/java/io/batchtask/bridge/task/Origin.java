package io.batchtask.bridge.task;

import java.util.Objects;

/**
 * Where a record was read. Unique for ever within one Kafka cluster, so event ids are derived from it.
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
