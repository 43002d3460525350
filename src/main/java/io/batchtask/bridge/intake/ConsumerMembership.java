package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether a consumer is a member of its group, by its own metrics: that it polls does not show it. */
final class ConsumerMembership {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String NAME = "last-heartbeat-seconds-ago"; // negative before the first

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private Optional<? extends Metric> heartbeat = Optional.empty();

    ConsumerMembership(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.metrics = metrics;
    }

    /** Empty before it has joined. */
    Optional<Duration> sinceHeartbeat() {
        return heartbeat()
                .map(Metric::metricValue)
                .map(value -> ((Number) value).doubleValue())
                .filter(seconds -> seconds >= 0)
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
    }

    /** Looked for until it is there: the client of the broker-side protocol adds it later, on a thread of its own. */
    private Optional<? extends Metric> heartbeat() {
        if (heartbeat.isEmpty()) {
            heartbeat = metrics.get().values().stream()
                    .filter(metric -> metric.metricName().name().equals(NAME))
                    .filter(metric -> metric.metricName().group().equals(GROUP))
                    .findFirst();
        }
        return heartbeat;
    }
}
