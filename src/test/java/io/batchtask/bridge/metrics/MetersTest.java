package io.batchtask.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.intake.RequestTimes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static PartitionReading reading(int partition, OptionalLong lag, long firstUnfinished) {
        return new PartitionReading(
                new PartitionProgress(
                        "ids",
                        partition,
                        OptionalLong.empty(),
                        OptionalLong.of(10),
                        OptionalLong.of(firstUnfinished),
                        3,
                        true,
                        RequestTimes.NONE),
                lag);
    }

    @Test
    void aPartitionIsShownWhileItIsOurs() {
        PartitionMeters partitions = new PartitionMeters(meters);
        partitions.show(List.of(reading(0, OptionalLong.of(12), 4), reading(1, OptionalLong.empty(), 9)));
        assertThat(meters.scrape())
                .contains(
                        "batchtask_partition_lag_records{partition=\"0\",topic=\"ids\"} 12.0",
                        "batchtask_partition_lag_records{partition=\"1\",topic=\"ids\"} NaN",
                        "batchtask_partition_gap_records{partition=\"0\",topic=\"ids\"} 6.0",
                        "batchtask_partition_span_records{partition=\"0\",topic=\"ids\"} 3.0",
                        "batchtask_partition_paused{partition=\"0\",topic=\"ids\"} 1.0");
        partitions.show(List.of(reading(0, OptionalLong.of(1), 10)));
        assertThat(meters.scrape())
                .contains("batchtask_partition_lag_records{partition=\"0\",topic=\"ids\"} 1.0")
                .contains("batchtask_partition_gap_records{partition=\"0\",topic=\"ids\"} 0.0")
                .doesNotContain("partition=\"1\"");
        partitions.show(List.of());
        assertThat(meters.scrape()).doesNotContain("partition=\"0\"");
        partitions.show(List.of(reading(0, OptionalLong.of(2), 10)));
        assertThat(meters.scrape()).contains("batchtask_partition_lag_records{partition=\"0\",topic=\"ids\"} 2.0");
    }

    @Test
    void eachCheckIsAMeterThatIsReadAnew() {
        Set<String> down = new HashSet<>(Set.of("broker"));
        ReadyMeters.register(meters, List.of("broker", "netserver"), check -> !down.contains(check));
        assertThat(meters.scrape())
                .contains("batchtask_ready{check=\"broker\"} 0.0", "batchtask_ready{check=\"netserver\"} 1.0");
        down.clear();
        assertThat(meters.scrape()).contains("batchtask_ready{check=\"broker\"} 1.0");
    }

    @Test
    void callsAreCountedInBucketsByWhatCameBack() {
        CallTimers calls = new CallTimers(meters);
        calls.ended("found", Duration.ofMillis(40));
        calls.ended("found", Duration.ofMillis(400));
        calls.ended("unavailable", Duration.ofSeconds(45));
        assertThat(meters.scrape())
                .contains(
                        "batchtask_call_seconds_bucket{answer=\"found\",le=\"0.05\"} 1",
                        "batchtask_call_seconds_bucket{answer=\"found\",le=\"0.5\"} 2",
                        "batchtask_call_seconds_bucket{answer=\"unavailable\",le=\"30.0\"} 0",
                        "batchtask_call_seconds_bucket{answer=\"unavailable\",le=\"60.0\"} 1");
    }

    @Test
    void thePageGetsPercentilesOfTheLatestCalls() {
        CallTimers calls = new CallTimers(meters);
        assertThat(calls.recent()).isEqualTo(new Percentiles(0, 0, 0));
        for (int millis = 1; millis <= 100; millis++) {
            calls.ended("found", Duration.ofMillis(millis));
        }
        assertThat(calls.recent().p50()).isBetween(48.0, 52.0);
        assertThat(calls.recent().p95()).isBetween(93.0, 97.0);
        assertThat(calls.recent().p99()).isBetween(97.0, 101.0);
    }

    @Test
    void percentilesAreNotAmongTheMetrics() {
        new CallTimers(meters).ended("found", Duration.ofMillis(4));
        assertThat(meters.scrape()).doesNotContain("quantile");
    }
}
