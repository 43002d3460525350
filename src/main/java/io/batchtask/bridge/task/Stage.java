package io.batchtask.bridge.task;

/** Anything on its way through the service that still knows the record it came from. */
public interface Stage {
    ConsumedRecord source();
}
