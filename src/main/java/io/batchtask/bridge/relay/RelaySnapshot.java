package io.batchtask.bridge.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the relay is about at the moment, and has been so far.
 *
 * @param callsUnderWay calls made and not answered yet
 * @param callsWaiting look-ups that wait for their turn
 * @param callsPerSecond calls a second allowed at present; empty when there is no limit
 * @param outageLasts for how long NetServer has not answered; empty while it does
 * @param lastFailure the code of what kept the last call from being answered
 * @param outages outages so far
 * @param probes calls that found out whether NetServer answers
 * @param lookUpsRepeated look-ups that had to be repeated
 * @param eventsRepeated times an event was offered to Kafka again
 * @param deadLettersRepeated times a dead letter was offered to Kafka again
 */
public record RelaySnapshot(
        int callsUnderWay,
        int callsWaiting,
        OptionalDouble callsPerSecond,
        Optional<Duration> outageLasts,
        String lastFailure,
        long outages,
        long probes,
        long lookUpsRepeated,
        long eventsRepeated,
        long deadLettersRepeated) {}
