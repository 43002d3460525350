package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

/** How long events take: from the time stamp of the request until the broker has acknowledged the event. */
public final class EventDelays {
    /** From a service at rest to a backlog of a day. */
    private static final Duration[] BUCKETS = Stream.of(
                    "PT0.01S", "PT0.05S", "PT0.1S", "PT0.5S", "PT1S", "PT5S", "PT15S", "PT1M", "PT5M", "PT15M", "PT1H",
                    "PT6H", "PT24H")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final Clock clock;
    private final Timer found;
    private final Timer notFound;

    public EventDelays(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.found = timer(meters, "info");
        this.notFound = timer(meters, "notfound");
    }

    private static Timer timer(MeterRegistry meters, String type) {
        return Timer.builder("batchtask.event.delay")
                .description("from the request's time stamp until the broker has acknowledged the event")
                .tag("type", type)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /**
     * @param found whether the event describes a task, or says that there is none
     * @param requested milliseconds since the epoch; a request without a time stamp has a negative one and is left out,
     *     one from the future, by the clock of another machine, counts as written just now
     */
    public void acknowledged(boolean found, long requested) {
        if (requested >= 0) {
            Duration delay = Duration.ofMillis(Math.max(0, clock.millis() - requested));
            (found ? this.found : notFound).record(delay);
        }
    }
}
