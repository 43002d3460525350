package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether a consumer is a member of its group, as its own metrics tell: polling alone says nothing about that. */
final class ConsumerMembership {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String NAME = "last-heartbeat-seconds-ago"; // negative before the first

    private final Optional<? extends Metric> heartbeat;

    ConsumerMembership(Map<MetricName, ? extends Metric> metrics) {
        this.heartbeat = metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals(NAME))
                .filter(metric -> metric.metricName().group().equals(GROUP))
                .findFirst();
    }

    /** Empty before it has joined. */
    Optional<Duration> sinceHeartbeat() {
        return heartbeat
                .map(Metric::metricValue)
                .map(value -> ((Number) value).doubleValue())
                .filter(seconds -> seconds >= 0)
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
    }
}
