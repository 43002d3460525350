package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.CallSnapshot;

/**
 * What the relay is about at the moment, and has been so far.
 *
 * @param events how writing to the info topic fares
 * @param deadLetters how writing to the dead-letter topic fares
 */
public record RelaySnapshot(CallSnapshot calls, Writing events, Writing deadLetters) {}
