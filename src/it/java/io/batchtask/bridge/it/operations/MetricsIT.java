package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Metrics;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the metrics of a running service weigh, and what they say of its freshness. */
class MetricsIT {
    /** Of Kafka's, by default: nothing of these may get lost, or an alert or the dashboard goes blind. */
    private static final Set<String> ESSENTIAL = Set.of(
            "kafka_consumer_connection_count",
            "kafka_consumer_coordinator_assigned_partitions",
            "kafka_consumer_coordinator_commit_latency_max",
            "kafka_consumer_coordinator_failed_rebalance_total",
            "kafka_consumer_coordinator_last_heartbeat_seconds_ago",
            "kafka_consumer_coordinator_rebalance_total",
            "kafka_consumer_failed_authentication_total",
            "kafka_consumer_fetch_manager_bytes_consumed_total",
            "kafka_consumer_fetch_manager_fetch_latency_max",
            "kafka_consumer_fetch_manager_fetch_throttle_time_max",
            "kafka_consumer_fetch_manager_records_lag_max",
            "kafka_consumer_last_poll_seconds_ago",
            "kafka_consumer_successful_authentication_total",
            "kafka_consumer_time_between_poll_max",
            "kafka_producer_buffer_available_bytes",
            "kafka_producer_buffer_exhausted_total",
            "kafka_producer_bufferpool_wait_time_ns_total",
            "kafka_producer_connection_count",
            "kafka_producer_failed_authentication_total",
            "kafka_producer_produce_throttle_time_max",
            "kafka_producer_record_error_total",
            "kafka_producer_record_queue_time_max",
            "kafka_producer_record_retry_total",
            "kafka_producer_record_send_total",
            "kafka_producer_record_size_max",
            "kafka_producer_request_latency_max",
            "kafka_producer_requests_in_flight",
            "kafka_producer_successful_authentication_total");

    private static Metrics atWork(World world) {
        ManagementPort port = ManagementPort.of(world.service());
        port.awaitReady();
        world.send(null, "42");
        world.tail(world.info).await(1);
        Awaitility.await().atMost(Timeouts.LONG).until(() -> port.metrics()
                .names()
                .containsAll(List.of("batchtask_partition_lag_records", "kafka_consumer_last_poll_seconds_ago")));
        return port.metrics();
    }

    private static Set<String> ofKafka(Metrics metrics) {
        Set<String> names = new TreeSet<>(metrics.names());
        names.removeIf(name -> !name.startsWith("kafka_"));
        return names;
    }

    @Test
    void ofKafkasMetricsThoseThatTellATroubleAreShownUnlessAllAreAskedFor() {
        try (World few = World.create();
                World every = World.create().set("management.kafka-metrics", "all")) {
            Metrics essential = atWork(few);
            Metrics all = atWork(every);
            System.out.printf(
                    "series with kafka-metrics=essential: %d, with all: %d%n",
                    essential.samples().size(), all.samples().size());
            assertThat(ofKafka(essential)).isEqualTo(new TreeSet<>(ESSENTIAL));
            assertThat(ofKafka(all)).containsAll(ESSENTIAL).hasSizeGreaterThan(150);
        }
    }

    @Test
    void anEventAddsToTheDelaysAndNoRequestIsLeftToAge() {
        try (World world = World.create()) {
            Metrics metrics = atWork(world);
            assertThat(metrics.sum("batchtask_event_delay_seconds_count", "type=\"info\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("batchtask_event_delay_seconds_bucket", "type=\"info\"", "le=\"900.0\""))
                    .isEqualTo(1);
            assertThat(metrics.names()).contains("batchtask_oldest_request_age_seconds");
        }
    }

    @Test
    void inAnOutageTheAgeOfWhatIsNotReadGrows() {
        try (World world = World.create(1)) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.netServer.down();
            for (int id = 0; id < 20; id++) {
                world.send("k" + id, "4" + id);
            }
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_oldest_request_age_seconds") > 2);
            world.netServer.up();
            world.awaitNoLag();
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_oldest_request_age_seconds") == 0);
        }
    }

    @Test
    void theyAreSentPackedToThoseThatUnpack() throws Exception {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(port.address.resolve("observe/metrics"))
                                    .header("Accept-Encoding", "gzip")
                                    .header("Accept", "application/openmetrics-text;version=1.0.0")
                                    .build(),
                            BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/openmetrics-text");
            String text = unpacked(packed.body());
            assertThat(text).contains("batchtask_build_info").endsWith("# EOF\n");
            assertThat(packed.body()).hasSizeLessThan(text.length() / 4);
            assertThat(port.get("observe/metrics").headers().firstValue("Content-Encoding"))
                    .isEmpty();
            assertThat(port.get("observe/health", "Accept-Encoding", "gzip")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    private static String unpacked(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
