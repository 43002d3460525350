package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Monitoring;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Metrics;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the alerts and the dashboard ask for is what the running service has. */
class DashboardsIT {
    /** Prometheus' own; and le, which each histogram has. */
    private static final List<String> ADDED_WHEN_SCRAPED = List.of("job", "instance", "alertname", "alertstate");

    @Test
    void everyMetricAndEveryLabelTheyNameIsExposed() {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.send(null, "42");
            world.tail(world.info).await(1);
            System.gc(); // its meters are not there before the first collection
            Awaitility.await().atMost(Timeouts.LONG).until(() -> port.metrics()
                    .names()
                    .containsAll(List.of("batchtask_partition_lag_records", "jvm_gc_pause_seconds_sum")));
            Metrics metrics = port.metrics();
            Set<String> labels = new TreeSet<>(metrics.labels());
            labels.addAll(ADDED_WHEN_SCRAPED);
            assertThat(Monitoring.metrics()).hasSizeGreaterThan(30).isSubsetOf(metrics.names());
            assertThat(Monitoring.labels()).hasSizeGreaterThan(5).isSubsetOf(labels);
        }
    }
}
