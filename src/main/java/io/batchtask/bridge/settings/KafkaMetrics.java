package io.batchtask.bridge.settings;

/** Which of Kafka's own metrics are shown beside the bridge's. */
public enum KafkaMetrics {
    /** Those that tell a trouble. */
    ESSENTIAL,
    /** Every one its clients have. */
    ALL
}
