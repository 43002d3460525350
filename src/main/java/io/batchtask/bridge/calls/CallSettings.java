package io.batchtask.bridge.calls;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How NetServer is called.
 *
 * @param maxInFlight calls at once, 1 or more
 * @param callsPerSecond 0 for no limit
 * @param retry of a record
 * @param notFoundGrace of a record whose task is not there
 * @param probeWait time before that probe of an outage (1, 2, …)
 */
public record CallSettings(
        int maxInFlight,
        double callsPerSecond,
        Retry retry,
        NotFoundGrace notFoundGrace,
        IntFunction<Duration> probeWait) {}
