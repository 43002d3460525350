package io.batchtask.bridge.relay;

import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.NotFoundPolicy;
import java.time.Duration;
import java.util.Set;

/**
 * What the relay needs to know, in its own words.
 *
 * @param callsPerSecond 0 for no limit
 * @param firstProbeAfter wait before the first probe of an outage; doubles
 * @param longestProbeWait between two probes
 */
public record RelaySettings(
        int maxInFlight,
        double callsPerSecond,
        int maxAttempts,
        Duration initialDelay,
        Duration maxDelay,
        Duration maxElapsed,
        Duration firstProbeAfter,
        Duration longestProbeWait,
        EventFormat format,
        NotFoundPolicy notFound,
        String tenant,
        Set<String> mask,
        Set<DeadLetterFamily> deadLetterHeaders,
        String version) {}
