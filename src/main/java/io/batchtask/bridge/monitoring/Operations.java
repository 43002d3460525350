package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.health.ClusterListener;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.Health;
import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.health.WatchedTopics;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.kafka.ClientListener;
import io.batchtask.bridge.management.BindAddress;
import io.batchtask.bridge.management.Management;
import io.batchtask.bridge.management.TaskLookUp;
import io.batchtask.bridge.metrics.Balance;
import io.batchtask.bridge.metrics.CallTimers;
import io.batchtask.bridge.metrics.ClientMeters;
import io.batchtask.bridge.metrics.EventDelays;
import io.batchtask.bridge.metrics.KafkaMeterFilter;
import io.batchtask.bridge.metrics.ProcessMeters;
import io.batchtask.bridge.metrics.ReadyMeters;
import io.batchtask.bridge.metrics.RouteMeters;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.relay.RelayListener;
import io.batchtask.bridge.settings.KafkaMetrics;
import io.batchtask.bridge.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** What an operator sees of the service: health, metrics and the status page, and what feeds them. */
public final class Operations implements RelayListener, AutoCloseable {
    private final Settings settings;
    private final CamelContext camel;
    private final Redactor redactor;
    private final Supplier<Admin> admin;
    private final WatchedTopics topics;
    private final ScheduledExecutorService timer;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process;
    private final CallTimers calls;
    private final EventDelays delays;
    private final RecentRecords records;

    private ClusterWatch cluster;
    private Management management;
    private URI address;

    /**
     * To be called before the routes are made, so that they are measured.
     *
     * @param admin makes the client that asks the cluster; may fail
     * @param timer of our own: what it runs may take some milliseconds
     */
    public Operations(
            Settings settings,
            CamelContext camel,
            Redactor redactor,
            Supplier<Admin> admin,
            WatchedTopics topics,
            ScheduledExecutorService timer) {
        this.admin = admin;
        this.topics = topics;
        this.settings = settings;
        this.camel = camel;
        this.redactor = redactor;
        this.records = new RecentRecords(clock, redactor::redact);
        this.timer = timer;
        if (settings.management().kafkaMetrics() == KafkaMetrics.ESSENTIAL) {
            meters.config().meterFilter(new KafkaMeterFilter()); // before the first meter
        }
        this.process = new ProcessMeters(meters);
        this.calls = new CallTimers(meters);
        this.delays = new EventDelays(meters, clock);
        RouteMeters.add(camel, meters);
    }

    public MeterRegistry meters() {
        return meters;
    }

    public ClientListener clients() {
        return new ClientMeters(meters);
    }

    @Override
    public void ended(Outcome outcome) {
        records.add(outcome);
        if (outcome instanceof Outcome.Published event) {
            delays.acknowledged(event.found(), event.event().source().timestamp());
        }
    }

    @Override
    public void answered(Reply reply, Duration time) {
        calls.ended(reply instanceof Reply.Failed failed ? failed.failure().className() : "found", time);
    }

    /**
     * Takes up the parts of the service; they need not run yet.
     *
     * @param topicSeen runs when one of our topics turns out to be there
     */
    public void watch(Watched watched, TaskLookUp lookUp, Supplier<Balance> balance, Runnable topicSeen) {
        LogBounds log = new LogBounds(System::nanoTime);
        cluster = new ClusterWatch(
                admin,
                topics,
                watched.intake().readings()::partitions,
                log,
                new ClusterNews(watched.intake(), topicSeen),
                System::nanoTime);
        int maxInFlight = settings.intake().maxInFlight();
        new RelayMeters(watched, cluster, log, maxInFlight).bindTo(meters);
        Health health = new HealthChecks(settings, camel, cluster, watched).health(redactor);
        ReadyMeters.register(meters, health.names(), health::isUp);
        StatusReader status = new StatusReader(watched, health, log, calls, balance, records, settings, meters, clock);
        management = new Management(
                new BindAddress(
                        settings.management().host().strip(),
                        settings.management().port(),
                        settings.management().token()),
                new Management.Sources(health, meters::scrape, status::read, lookUp),
                timer);
    }

    /** Passes on what the cluster says to the intake, and to the producers. */
    private record ClusterNews(Intake intake, Runnable seen) implements ClusterListener {
        @Override
        public void logIs(String cluster, Uuid topic) {
            intake.logIs(cluster, topic);
        }

        @Override
        public void topicSeen(String topic) {
            seen.run();
        }

        @Override
        public void groupSession(Duration timeout) {
            intake.groupSession(timeout);
        }
    }

    /** Why one of our topics cannot be written to, as far as the cluster has said; empty when no reason is known. */
    public Optional<KafkaException> obstacle(String topic) {
        return cluster.obstacle(topic);
    }

    /** Opens the port. */
    public void start() {
        address = management.start();
        cluster.start();
    }

    /** Where the management port is, once it is open. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (management != null) {
            management.close();
            cluster.close();
        }
        process.close();
        meters.close();
    }
}
