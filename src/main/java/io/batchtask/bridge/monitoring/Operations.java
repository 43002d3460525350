package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.health.Cause;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.GroupMembership;
import io.batchtask.bridge.health.Health;
import io.batchtask.bridge.health.IntakeLoop;
import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.health.NetServerContact;
import io.batchtask.bridge.health.StuckRecord;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.kafka.ClientListener;
import io.batchtask.bridge.management.BindAddress;
import io.batchtask.bridge.management.Management;
import io.batchtask.bridge.management.TaskLookUp;
import io.batchtask.bridge.metrics.CallTimers;
import io.batchtask.bridge.metrics.ClientMeters;
import io.batchtask.bridge.metrics.Ledger;
import io.batchtask.bridge.metrics.ProcessMeters;
import io.batchtask.bridge.metrics.ReadyMeters;
import io.batchtask.bridge.metrics.RouteMeters;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.relay.RelayListener;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.Version;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** What whoever runs the service sees of it: health, metrics and the status page, and how they are fed. */
public final class Operations implements RelayListener, AutoCloseable {
    private final Settings settings;
    private final CamelContext camel;
    private final Redactor redactor;
    private final Supplier<Admin> admin;
    private final ClusterWatch.Topics topics;
    private final ScheduledExecutorService timer;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMeters process = new ProcessMeters(meters);
    private final CallTimers calls = new CallTimers(meters);
    private final RecentRecords records;

    private ClusterWatch cluster;
    private Management management;
    private URI address;

    /**
     * Before the routes are made, so that they are measured.
     *
     * @param admin makes the client that asks the cluster; may fail
     * @param timer of our own: what it runs may take some milliseconds
     */
    public Operations(
            Settings settings,
            CamelContext camel,
            Redactor redactor,
            Supplier<Admin> admin,
            ClusterWatch.Topics topics,
            ScheduledExecutorService timer) {
        this.admin = admin;
        this.topics = topics;
        this.settings = settings;
        this.camel = camel;
        this.redactor = redactor;
        this.records = new RecentRecords(clock, redactor::redact);
        this.timer = timer;
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
    }

    @Override
    public void answered(Reply reply, Duration time) {
        calls.ended(reply instanceof Reply.Failed failed ? failed.failure().className() : "found", time);
    }

    /**
     * Gets to know the service; it need not run yet.
     *
     * @param topicSeen to be done when one of our topics turns out to be there
     */
    public void watch(Watched subject, TaskLookUp lookUp, Supplier<Ledger.Balance> books, Runnable topicSeen) {
        LogBounds log = new LogBounds(System::nanoTime);
        cluster = new ClusterWatch(
                admin,
                topics,
                subject.intake()::partitions,
                log,
                new Told(subject.intake(), topicSeen),
                System::nanoTime);
        RelayMeters.register(
                meters,
                new RelayReadings(subject, cluster::reachable, log::atRisk),
                Version.current(),
                settings.intake().maxInFlight());
        Health health = health(subject);
        ReadyMeters.register(meters, health.names(), health::isUp);
        StatusReader status = new StatusReader(
                subject, health, log, calls, books, records, settings.intake().maxInFlight(), meters, clock);
        management = new Management(
                new BindAddress(
                        settings.management().host().strip(),
                        settings.management().port(),
                        settings.management().token().map(Operations::revealing)),
                new Management.Sources(health, meters::scrape, status::read, lookUp),
                timer);
    }

    /** What the cluster says and the intake, or the producers, have to know. */
    private record Told(Intake intake, Runnable seen) implements ClusterWatch.Listener {
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

    /** Why one of our topics cannot be written to, as far as the cluster has told; empty when nothing is known against it. */
    public Optional<KafkaException> obstacle(String topic) {
        return cluster.obstacle(topic);
    }

    private static Supplier<String> revealing(Secret secret) {
        return secret::reveal;
    }

    /** What only a new start cures: a consumer that no longer asks, or an HTTP client that keeps dying. */
    private Cause deadParts(Watched subject) {
        Intake intake = subject.intake();
        IntakeLoop loop = new IntakeLoop(
                intake::quietFor, intake::isStopping, settings.shutdown().drainTimeout());
        return () -> loop.cause().or(subject.http()::trouble);
    }

    private Health health(Watched subject) {
        Intake intake = subject.intake();
        Relay relay = subject.relay();
        return new Health(camel, redactor::redact)
                .alive("intake", deadParts(subject))
                .ready("service", () -> notRunning(intake))
                .ready(
                        "broker",
                        new GroupMembership(
                                settings.kafka().groupId(), intake::trouble, cluster::trouble, intake::sinceHeartbeat))
                .ready("sign-in", () -> subject.tickets()
                        .refusal()
                        .map(failure -> "signing in fails, reading is paused: " + failure.className() + "/"
                                + failure.code() + ": " + failure.message() + "; next try: "
                                + subject.tickets().nextTry()))
                .ready(
                        "netserver",
                        new NetServerContact(
                                subject.location()::closed,
                                () -> relay.snapshot().outageLasts(),
                                () -> relay.snapshot().lastFailure(),
                                () -> relay.snapshot().probes()))
                .ready(
                        "records",
                        new StuckRecord(
                                intake::oldestUnfinished,
                                () -> firstUnfinished(intake),
                                settings.management().stuckAfter()));
    }

    private Optional<String> notRunning(Intake intake) {
        if (intake.isStopping()) {
            return Optional.of("stopping; records in hand: " + intake.unfinished());
        }
        return camel.isStarted() ? Optional.empty() : Optional.of("starting");
    }

    private static String firstUnfinished(Intake intake) {
        return intake.partitions().stream()
                .filter(one -> one.firstUnfinished().isPresent())
                .map(one -> one.topic() + "/" + one.partition() + "/"
                        + one.firstUnfinished().getAsLong())
                .sorted()
                .collect(Collectors.joining(", "));
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
