package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.process.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A NetServer on a loopback port. Latency is a timer, so thousands of calls can be under way; everything can be changed
 * while it runs.
 */
public final class NetServerSimulator implements AutoCloseable {
    /** A ticket that is good until {@link #expireTickets}. */
    public static final String TICKET = "7T:c2ltdWxhdG9y";

    /** A user who may sign in, with {@link #PASSWORD}. */
    public static final String USER = "sim";

    public static final String PASSWORD = "simulated";

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1));
    private final Scripts scripts = new Scripts();
    private final Sessions sessions = new Sessions();
    private final TenantProxy front = new TenantProxy();
    private final Journal journal = new Journal();
    private final Endpoint endpoint = new Endpoint(vertx, scripts, sessions, journal);
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> clients = new ConcurrentLinkedQueue<>();

    private final String host;
    private volatile HttpServer server;
    private volatile Optional<Https> https = Optional.empty();
    private volatile int port;

    /** A look-up or sign-in as it arrived. */
    public record Call(String operation, String id, String ticket, Map<String, String> httpHeaders, String envelope) {
        /** The id or code in the TimeZone header; empty without one. */
        public Optional<String> timeZone() {
            return TimeZones.header(envelope);
        }
    }

    private NetServerSimulator(String host, int port) {
        this.host = host;
        this.port = port;
        up();
    }

    /** On a free loopback port, to which it comes back after {@link #down}. */
    public static NetServerSimulator start() {
        return new NetServerSimulator("127.0.0.1", Ports.free());
    }

    public static NetServerSimulator start(String host, int port) {
        return new NetServerSimulator(host, port);
    }

    /** The address for {@code batchtask.netserver.url}. */
    public URI url() {
        return URI.create((https.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/Remote/Services86/");
    }

    /** The address of a tenant, for that service version. */
    public URI url(String tenant, String services) {
        return URI.create("http://127.0.0.1:" + port + "/" + tenant + "/Remote/" + services + "/");
    }

    public int port() {
        return port;
    }

    // ---- scripts

    /** That task goes wrong this way each time; null for never again. */
    public void fault(int id, Fault fault) {
        faultFirst(id, Integer.MAX_VALUE, fault);
    }

    /** That task goes wrong the next so many times. */
    public void faultFirst(int id, int times, Fault fault) {
        scripts.fault(id, times, fault);
    }

    /** Every call goes wrong this way; null for none. A fault that only a task can have leaves sign-ins alone. */
    public void faultEverywhere(Fault fault) {
        scripts.everywhere(fault);
    }

    /** Ids behave as {@link ScriptedIds} says, unless a script says otherwise. */
    public void cast(boolean on) {
        scripts.cast(on);
    }

    /** That task moves through its states in that time, counted from its first look-up. */
    public void runs(int id, Duration time) {
        scripts.runs(id, time);
    }

    /** That task is not there until that time after its first look-up; a mix of failures knows nothing of it. */
    public void appears(int id, Duration after) {
        scripts.appears(id, after);
    }

    public void latency(Duration each) {
        scripts.latency(each);
    }

    /** One call in so many takes that long instead, and so does each with the fault {@link Fault#SLOW}; 0 for none. */
    public void slowEvery(int calls, Duration time) {
        scripts.slowEvery(calls, time);
    }

    /** One call in so many ends with a reset connection; 0 for none. */
    public void resetEvery(int calls) {
        scripts.resetEvery(calls);
    }

    /** So many look-ups are borne in any one second, what comes beyond is {@link Fault#HTTP_429_RETRY_AFTER}; 0 for all. */
    public void bears(int perSecond) {
        scripts.bears(perSecond);
    }

    /**
     * From now on look-ups that no other script is about meet these faults, those that fail do so at once, and what each
     * task's look-ups meet is remembered, also what they met under the mix before; null for nothing of it.
     */
    public void failing(FailureMix mix) {
        scripts.failing(mix);
    }

    public void user(String name, String password) {
        sessions.user(name, password);
    }

    public void acceptTicket(String ticket) {
        sessions.accept(ticket);
    }

    public void requireApplicationToken(String token) {
        sessions.requireApplicationToken(token);
    }

    /** Every ticket is void from now on, the first one included. */
    public void expireTickets() {
        sessions.expireAll();
    }

    /** Look-ups with such a ticket are answered like that, instead of with {@link Fault#SESSION}. */
    public void refusesTicketsWith(Fault fault) {
        scripts.ofAnUnknownTicket(fault);
    }

    /** How long a ticket lives without being used. */
    public void ticketLife(Duration idle) {
        sessions.life(idle);
    }

    /** Each ticket has lived its {@link #ticketLife} without being used. */
    public boolean everyTicketHasLapsed() {
        return sessions.allLapsed();
    }

    /** Every call is answered with HTTP 421 from now on: the tenant is served elsewhere. */
    public void moved() {
        front.moved(true);
    }

    /** The tenant is served here again. */
    public void movedBack() {
        front.moved(false);
    }

    /** Calls are kept at the door, without even being looked at, until {@link #release}. */
    public void hold() {
        front.hold();
    }

    /** Calls kept at the door. */
    public int held() {
        return front.held();
    }

    public void release() {
        front.release();
    }

    /** Calls answered with HTTP 421. */
    public int misdirected() {
        return front.misdirected();
    }

    /** That task says this in that element, instead of what follows from its id. */
    public void says(int id, String element, String text) {
        front.says(id, element, text);
    }

    /** The port is closed; connections are cut. */
    public void down() {
        await(server.close());
    }

    /** Speaks TLS from now on, on the same port; connections are cut. */
    public void secure(Https tls) {
        down();
        https = Optional.of(tls);
        up();
    }

    /** Listens again, on the same port. */
    public void up() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setReuseAddress(true)
                .setTcpNoDelay(true)
                .setIdleTimeout(120)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false) // IIS speaks HTTP/2 over TLS only
                .setAcceptBacklog(2048);
        HttpServer fresh =
                vertx.createHttpServer(https.map(tls -> tls.on(options)).orElse(options));
        fresh.connectionHandler(connection -> {
            connections.incrementAndGet();
            Https.client(connection).ifPresent(clients::add);
        });
        fresh.requestHandler(front.before(endpoint::receive));
        server = await(fresh.listen());
        port = server.actualPort();
    }

    // ---- what was seen

    /** Look-ups answered or on their way to be. */
    public int calls() {
        return journal.lookUps();
    }

    /** Look-ups without an answer so far whose caller still waits. */
    public int underWay() {
        return journal.underWay();
    }

    public int mostUnderWay() {
        return journal.mostUnderWay();
    }

    public int connections() {
        return connections.get();
    }

    /** Names in the certificates clients have shown, one for each connection, in their order. */
    public List<String> clients() {
        return List.copyOf(clients);
    }

    /** Tickets handed out. */
    public int signIns() {
        return sessions.issued();
    }

    /** Different task ids asked for. */
    public int distinctIds() {
        return journal.ids();
    }

    /** The latest calls, oldest first. */
    public List<Call> journal() {
        return journal.latest();
    }

    /** What the look-ups of each task have met since they fail at random, in their order. */
    public Map<Integer, List<Look>> looks() {
        return scripts.looks();
    }

    /** What a task that {@link #runs} was answered with, in order. */
    public List<Answered> answered(int id) {
        return scripts.answered(id);
    }

    /** Forgets what was seen. */
    public void resetCounts() {
        journal.reset();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("the simulator does not obey", failed);
        }
    }
}
