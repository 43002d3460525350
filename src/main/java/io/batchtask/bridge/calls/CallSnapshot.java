package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How calls to NetServer fare at the moment, and have so far.
 *
 * @param inFlight calls made and not answered yet
 * @param waiting look-ups that wait for their turn
 * @param perSecond calls a second allowed at present; empty when there is no limit
 * @param outageLasts for how long NetServer has not answered; empty while it does
 * @param lastFailure the code of what kept the last call from being answered
 * @param outages outages so far
 * @param probes calls that found out whether NetServer answers
 * @param lookUpsRepeated look-ups that had to be repeated
 */
public record CallSnapshot(
        int inFlight,
        int waiting,
        OptionalDouble perSecond,
        Optional<Duration> outageLasts,
        String lastFailure,
        long outages,
        long probes,
        long lookUpsRepeated) {}
