package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.CallSnapshot;

/**
 * What the relay is about at the moment, and has been so far.
 *
 * @param eventsRepeated times an event was offered to Kafka again
 * @param deadLettersRepeated times a dead letter was offered to Kafka again
 */
public record RelaySnapshot(CallSnapshot calls, long eventsRepeated, long deadLettersRepeated) {}
