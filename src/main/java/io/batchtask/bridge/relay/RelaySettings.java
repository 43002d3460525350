package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetterFamily;
import io.batchtask.bridge.event.EventFormat;
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
        String version) {

    /** What becomes of a request for a task NetServer does not have. */
    public enum NotFoundPolicy {
        PUBLISH,
        DEAD_LETTER,
        DROP
    }
}
