package io.batchtask.bridge.task;

/** How an event is written to Kafka. */
public enum EventFormat {
    /** CloudEvents binary mode: the value is the data, the attributes are headers. */
    CLOUDEVENTS_BINARY,
    /** CloudEvents structured mode: all in the value. */
    CLOUDEVENTS_STRUCTURED,
    /** The data alone; its type in the header {@code batchtask-type}. */
    JSON
}
