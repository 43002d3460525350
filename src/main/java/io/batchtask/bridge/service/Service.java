package io.batchtask.bridge.service;

import io.batchtask.bridge.calls.CallRoutes;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.TlsFiles;
import io.batchtask.bridge.intake.IntakeLimits;
import io.batchtask.bridge.kafka.KafkaClients;
import io.batchtask.bridge.logging.Lasting;
import io.batchtask.bridge.metrics.Ledger;
import io.batchtask.bridge.monitoring.Operations;
import io.batchtask.bridge.monitoring.Preview;
import io.batchtask.bridge.monitoring.Watched;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.relay.Endpoints;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.Version;
import io.batchtask.bridge.signin.OnlineTenant;
import io.batchtask.bridge.signin.SignIns;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.traces.Traces;
import io.batchtask.bridge.traces.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, put together from its settings: started in order, closed in reverse. */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Settings settings;
    private final Object lifecycle = new Object();
    private final CamelContext camel = RelayContext.create();
    private final ExecutorService workers = Threads.workers();
    private final ScheduledExecutorService timer = Threads.timer("timer");
    private final TlsFiles tls;
    private final HttpTransport http;
    private final NetServer netServer;
    private final Supplier<CompletableFuture<String>> signIn;
    private final Redactor redactor;
    private final Tracing tracing;
    private final Tickets tickets;
    private final Relay relay;
    private final Ledger ledger;
    private final KafkaClients clients;
    private final Optional<Operations> operations;

    /** @param reading whether the ids topic is read; a single look-up from the command line reads nothing */
    public Service(Settings settings, boolean reading) throws Exception {
        this(settings, reading, secrets -> reading ? Traces.open(settings, secrets::redact) : Tracing.OFF);
    }

    /** @param traces begin spans, from which that takes the secrets out; closed with the service */
    public Service(Settings settings, boolean reading, Function<Redactor, Tracing> traces) throws Exception {
        this.settings = settings;
        this.redactor = Wiring.redactor(settings);
        this.tracing = traces.apply(redactor);
        this.operations = reading
                ? Optional.of(Wiring.operations(settings, camel, redactor, Threads.timer("management")))
                : Optional.empty();
        this.tls = new TlsFiles(settings.netserver().tls(), System::nanoTime);
        this.http = new HttpTransport(Wiring.http(settings, tls));
        Optional<OnlineTenant> online =
                OnlineTenant.of(settings, Wiring.base(settings), http, workers, timer, () -> relay().reopen());
        ServiceLocation location = online.<ServiceLocation>map(tenant -> tenant)
                .orElseGet(() -> ServiceLocation.fixed(Wiring.base(settings)));
        this.netServer = NetServerWiring.netServer(settings, camel, location, http, workers, tracing);
        camel.addRoutes(new CallRoutes());
        Supplier<CompletableFuture<String>> way = SignIns.of(settings.netserver(), netServer, online, tracing);
        this.signIn = () -> way.get()
                .whenComplete((ticket, refused) -> Optional.ofNullable(ticket).ifPresent(redactor::remember));
        IntakeLimits limits = Wiring.limits(settings);
        this.tickets = SignIns.tickets(settings.netserver(), signIn, redactor::redact, workers, timer);
        MeterRegistry meters = operations.map(Operations::meters).orElseGet(SimpleMeterRegistry::new);
        this.ledger = new Ledger(
                meters,
                () -> relay().intake().readings().received(),
                () -> relay().intake().readings().unfinished(),
                () -> relay().intake().readings().givenBack());
        this.relay = new Relay(
                camel,
                Wiring.relay(settings, Version.current()),
                Wiring.endpoints(settings, limits, reading),
                netServer,
                tickets,
                limits,
                redactor,
                new Bookkeeper(ledger, operations.map(watching -> watching)),
                workers,
                timer,
                Clock.systemUTC(),
                tracing);
        this.clients = Wiring.clients(settings, relay.intake(), limits, operations);
        camel.getRegistry().bind(Endpoints.CLIENTS, clients);
        camel.getRegistry().bind(Endpoints.WORKERS, workers);
        operations.ifPresent(watching -> watching.watch(
                new Watched(relay, tickets, location, http),
                new Preview(relay, redactor),
                ledger::balance,
                clients::prepare));
    }

    public void start() {
        start(() -> {});
    }

    /**
     * Another thread may close the service meanwhile; reading never begins then.
     *
     * @param beforeReading done when the port is open, so that it can be watched however long it takes
     * @throws IllegalStateException if the management port cannot be opened, or from {@code beforeReading}; everything
     *     is closed then
     */
    public void start(Runnable beforeReading) {
        try {
            operations.ifPresent(Operations::start); // first, so that a long start can be watched
            beforeReading.run();
        } catch (IllegalStateException taken) {
            close();
            throw taken;
        }
        synchronized (lifecycle) { // closing waits for a start under way, and nothing starts after it
            if (relay.intake().isStopping()) {
                return;
            }
            camel.start();
        }
        clients.prepare(); // for topics that have been seen since the producers were made
        operations.ifPresent(
                port -> workers.execute(tickets::ticket)); // a wrong password shows before the first record
        LOG.info(
                "started; version={} netserver={} ids={} info={} dead-letter={}",
                Version.current(),
                settings.netserver().url(),
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter());
    }

    /** Where the management port is; empty when there is none. */
    public Optional<URI> management() {
        return operations.map(Operations::address);
    }

    /** A request that was not read from the topic, for {@link Relay#preview}. */
    public static ConsumedRecord request(String id, int number) {
        return Preview.record(id, number);
    }

    /** The relay, for a look-up without the ids topic. */
    public Relay relay() {
        return relay;
    }

    public HttpTransport http() {
        return http;
    }

    public Ledger ledger() {
        return ledger;
    }

    public NetServer netServer() {
        return netServer;
    }

    /** What NetServer is trusted by, and our own certificate; empty for the JVM's own trust. */
    public Optional<SSLContext> tls() {
        return tls.current();
    }

    /** Signs in without repeating; fails with the reason. */
    public CompletableFuture<String> signInOnce() {
        return signIn.get();
    }

    public String redact(String text) {
        return redactor.redact(text);
    }

    /** Stops reading, lets what is under way end, commits, leaves the group. */
    @Override
    public void close() {
        Duration drain = settings.shutdown().drainTimeout();
        int unfinished = relay.intake().readings().unfinished();
        LOG.info("stopping; unfinished={} drain-timeout={}", unfinished, Lasting.words(drain));
        synchronized (lifecycle) {
            relay.intake().stopReading();
        }
        try {
            relay.intake().awaitDrained(drain);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        tickets.stop();
        camel.stop(); // closes the consumers, which commit what is finished
        tracing.close();
        netServer.close();
        http.close();
        operations.ifPresent(Operations::close); // last of what others see
        timer.shutdownNow();
        workers.shutdownNow();
        LOG.info("stopped; {}", ledger.balance());
    }
}
