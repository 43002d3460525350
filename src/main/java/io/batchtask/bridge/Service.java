package io.batchtask.bridge;

import io.batchtask.bridge.event.DeadLetterFamily;
import io.batchtask.bridge.event.EventFormat;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.KafkaClients;
import io.batchtask.bridge.metrics.Ledger;
import io.batchtask.bridge.netserver.Connection;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.TlsContext;
import io.batchtask.bridge.relay.Endpoints;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.relay.RelaySettings;
import io.batchtask.bridge.relay.TaskRelay;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, put together from its settings: started in order, closed in reverse. */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Settings settings;
    private final CamelContext camel = new DefaultCamelContext();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), named("worker"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("timer"));
    private final NetServer netServer;
    private final Supplier<CompletableFuture<String>> signIn;
    private final Redactor redactor;
    private final TaskRelay relay;
    private final Ledger ledger;

    /** @param reading whether the ids topic is read; a single look-up from the command line reads nothing */
    public Service(Settings settings, boolean reading) throws Exception {
        this.settings = settings;
        camel.getCamelContextExtension().setName("batchtask-bridge");
        camel.getShutdownStrategy().setTimeout(10);
        this.netServer = new NetServer(camel, connection(settings), workers);
        this.signIn = SignIns.of(settings.netserver(), netServer);
        this.redactor = new Redactor(secrets(settings));
        Intake.Limits limits = Intake.Limits.forCalls(
                settings.intake().maxInFlight(), settings.shutdown().drainTimeout());
        this.relay = new TaskRelay(
                camel,
                relaySettings(settings),
                endpoints(settings, limits, reading),
                netServer,
                new Tickets(signIn, SignIns::backOff, timer),
                limits,
                redactor,
                this::book,
                workers,
                timer,
                Clock.systemUTC());
        Intake intake = relay.intake();
        MeterRegistry meters = new SimpleMeterRegistry();
        this.ledger = new Ledger(meters, intake::received, intake::unfinished, intake::givenBack);
        camel.getRegistry()
                .bind(
                        Endpoints.CLIENTS,
                        new KafkaClients(
                                settings.kafka().bootstrapServers(),
                                () -> settings.kafka().client(),
                                intake));
        camel.getRegistry().bind(Endpoints.WORKERS, workers);
    }

    private void book(Outcome outcome) {
        if (outcome instanceof Outcome.Published event) {
            ledger.published(event.found());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            ledger.rejected(FailureClass.of(rejected.failure()));
        } else {
            ledger.dropped();
        }
    }

    public void start() {
        camel.start();
        LOG.info(
                "started; version={} netserver={} ids={} info={} dead-letter={}",
                version(),
                settings.netserver().url(),
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter());
    }

    /** The relay, for a look-up without the ids topic. */
    public TaskRelay relay() {
        return relay;
    }

    public Ledger ledger() {
        return ledger;
    }

    public NetServer netServer() {
        return netServer;
    }

    /** Signs in without repeating; fails with the reason. */
    public CompletableFuture<String> signInOnce() {
        return signIn.get();
    }

    /** Text without secrets. */
    public String redact(String text) {
        return redactor.redact(text);
    }

    /** Stops reading, lets what is under way end, commits, leaves the group. */
    @Override
    public void close() {
        Duration drain = settings.shutdown().drainTimeout();
        LOG.info("stopping; unfinished={} drain-timeout={}", relay.intake().unfinished(), drain);
        relay.intake().stopReading();
        try {
            relay.intake().awaitDrained(drain);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        camel.stop(); // closes the consumers, which commit what is finished
        netServer.close();
        timer.shutdownNow();
        workers.shutdownNow();
        LOG.info("stopped; {}", ledger.balance());
    }

    /** The version in the jar's manifest. */
    public static String version() {
        return Optional.ofNullable(Service.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static Connection connection(Settings settings) {
        Settings.Netserver netserver = settings.netserver();
        Settings.Tls tls = netserver.tls();
        String base = netserver.url().toString();
        return new Connection(
                java.net.URI.create(base.endsWith("/") ? base : base + "/"),
                () -> netserver.applicationToken().map(Secret::reveal),
                netserver.connectTimeout(),
                netserver.responseTimeout(),
                settings.intake().maxInFlight() + 4, // sign-in and probes come on top
                netserver.baseTimeZone(),
                TlsContext.of(
                        tls.trustStore()
                                .map(file -> new TlsContext.Store(
                                        file,
                                        tls.trustStoreType(),
                                        tls.trustStorePassword().map(Secret::reveal))),
                        tls.keyStore()
                                .map(file -> new TlsContext.Store(
                                        file,
                                        tls.keyStoreType(),
                                        tls.keyStorePassword().map(Secret::reveal)))));
    }

    private static Endpoints endpoints(Settings settings, Intake.Limits limits, boolean reading) {
        return new Endpoints(
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter(),
                settings.kafka().groupId(),
                settings.kafka().consumers(),
                Math.min(500, limits.low()),
                reading);
    }

    private static RelaySettings relaySettings(Settings settings) {
        Settings.Breaker breaker = settings.breaker();
        return new RelaySettings(
                settings.intake().maxInFlight(),
                settings.intake().rateLimit(),
                settings.retry().maxAttempts(),
                settings.retry().initialDelay(),
                settings.retry().maxDelay(),
                settings.retry().maxElapsed(),
                new RelaySettings.BreakerLimits(
                        breaker.failureRate(),
                        breaker.window(),
                        breaker.minimumCalls(),
                        breaker.waitDuration(),
                        breaker.maxWaitDuration()),
                EventFormat.valueOf(settings.events().format().name()),
                RelaySettings.NotFoundPolicy.valueOf(
                        settings.events().notFound().name()),
                settings.netserver().tenant().orElse(""),
                settings.events().mask().orElse(Set.of()),
                settings.deadLetter().headers().stream()
                        .map(family -> DeadLetterFamily.valueOf(family.name()))
                        .collect(Collectors.toSet()),
                version());
    }

    /** Every configured secret that NetServer knows and might send back. */
    private static List<Supplier<String>> secrets(Settings settings) {
        Settings.Netserver netserver = settings.netserver();
        List<Supplier<String>> secrets = new ArrayList<>();
        for (Optional<Secret> secret : List.of(
                netserver.applicationToken(),
                netserver.ticket(),
                netserver.password(),
                netserver.accessToken(),
                netserver.systemUser().token(),
                netserver.systemUser().privateKey(),
                netserver.tls().trustStorePassword(),
                netserver.tls().keyStorePassword())) {
            secret.ifPresent(value -> secrets.add(value::reveal));
        }
        return secrets;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "batchtask-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
