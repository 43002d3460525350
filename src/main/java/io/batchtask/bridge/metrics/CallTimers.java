package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long calls take: as a histogram for the metrics, and as percentiles of the last seconds for the status page.
 * Percentiles are kept out of the metrics, because they cannot be added up over processes.
 */
public final class CallTimers {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30), // the response time-out: calls it ends took a little more
        Duration.ofSeconds(60),
        Duration.ofSeconds(120)
    };
    private static final Duration RECENT = Duration.ofSeconds(15);

    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Timer recent = Timer.builder("recent")
            .publishPercentiles(0.5, 0.95, 0.99)
            .percentilePrecision(2)
            .distributionStatisticExpiry(RECENT)
            .register(new SimpleMeterRegistry());

    public CallTimers(MeterRegistry meters) {
        this.meters = meters;
        timer("found"); // there from the start, so that its first increase is seen
    }

    /** @param answer {@code found}, or the class of the failure */
    public void ended(String answer, Duration time) {
        timer(answer).record(time);
        recent.record(time);
    }

    private Timer timer(String answer) {
        return timers.computeIfAbsent(answer, word -> Timer.builder("batchtask.call")
                .description("SOAP look-ups, by what came back, probes included")
                .tag("answer", word)
                .serviceLevelObjectives(BUCKETS)
                .register(meters));
    }

    /** The time half, 95 % and 99 % of the latest calls stayed below; zeros when there was none. */
    public Percentiles recent() {
        ValueAtPercentile[] values = recent.takeSnapshot().percentileValues();
        return new Percentiles(millis(values[0]), millis(values[1]), millis(values[2]));
    }

    private static double millis(ValueAtPercentile value) {
        return value.value(TimeUnit.MILLISECONDS);
    }
}
