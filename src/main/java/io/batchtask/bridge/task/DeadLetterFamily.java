package io.batchtask.bridge.task;

/** Sets of dead-letter headers; existing tools look for theirs. */
public enum DeadLetterFamily {
    /** {@code x-dlq-*}, always written. */
    NATIVE,
    /** Kafka Connect's {@code __connect.errors.*}. */
    CONNECT,
    /** spring-kafka's {@code kafka_dlt-*}. */
    SPRING
}
