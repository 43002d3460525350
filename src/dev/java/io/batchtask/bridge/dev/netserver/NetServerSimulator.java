package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.RequestCheck.Request;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NetServer on a loopback port. Latency is a timer, so thousands of calls can be under way; everything can be changed
 * while it runs.
 */
public final class NetServerSimulator implements AutoCloseable {
    /** A ticket that is good until {@link #expireTickets}. */
    public static final String TICKET = "7T:c2ltdWxhdG9y";

    private static final Pattern PATH = Pattern.compile("(?i)/remote/services86/(batch|soprincipal)\\.svc");
    private static final int JOURNAL = 20_000;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1));
    private final RequestCheck check = new RequestCheck();
    private final Sessions sessions = new Sessions();
    private final Principal principal = new Principal(sessions);
    private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
    private final Map<Integer, Duration> running = new ConcurrentHashMap<>();
    private final Map<Integer, Long> firstLook = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Call> journal = new ConcurrentLinkedDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    private volatile Fault everywhere;
    private volatile Duration latency = Duration.ofMillis(5);
    private volatile int slowEvery;
    private volatile Duration slow = Duration.ZERO;
    private volatile int resetEvery;
    private volatile HttpServer server;
    private volatile int port;
    private final String host;

    /** A scripted fault: so many times, then no more. */
    private record Script(Fault fault, AtomicInteger left) {}

    /** A look-up or sign-in as it arrived. */
    public record Call(String operation, String id, String ticket, Map<String, String> httpHeaders, String envelope) {}

    private NetServerSimulator(String host, int port) {
        this.host = host;
        this.port = port;
        up();
    }

    /** On a free loopback port. */
    public static NetServerSimulator start() {
        return new NetServerSimulator("127.0.0.1", 0);
    }

    public static NetServerSimulator start(String host, int port) {
        return new NetServerSimulator(host, port);
    }

    /** The address for {@code batchtask.netserver.url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/Remote/Services86/");
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
        if (fault == null) {
            scripts.remove(id);
        } else {
            scripts.put(id, new Script(fault, new AtomicInteger(times)));
        }
    }

    /** Every look-up goes wrong this way; null for none. */
    public void faultEverywhere(Fault fault) {
        everywhere = fault;
    }

    /** That task moves through its states in that time, counted from its first look-up. */
    public void runs(int id, Duration time) {
        running.put(id, time);
    }

    public void latency(Duration each) {
        latency = each;
    }

    /** One call in so many takes that long instead. */
    public void slowEvery(int calls, Duration time) {
        slow = time;
        slowEvery = calls;
    }

    /** One call in so many ends with a reset connection; 0 for none. */
    public void resetEvery(int calls) {
        resetEvery = calls;
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

    /** Nobody listens on the port any more; connections are cut. */
    public void down() {
        await(server.close());
    }

    /** Listens again, on the same port. */
    public void up() {
        HttpServer fresh = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setReuseAddress(true)
                .setTcpNoDelay(true)
                .setIdleTimeout(120)
                .setAcceptBacklog(2048));
        fresh.connectionHandler(connection -> connections.incrementAndGet());
        fresh.requestHandler(this::receive);
        server = await(fresh.listen());
        port = server.actualPort();
    }

    // ---- what was seen

    /** Look-ups answered or on their way to be. */
    public int calls() {
        return calls.get();
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Look-ups that have arrived and are not answered. */
    public int underWay() {
        return underWay.get();
    }

    public int connections() {
        return connections.get();
    }

    /** Tickets handed out. */
    public int signIns() {
        return sessions.issued();
    }

    /** Different task ids asked for. */
    public int distinctIds() {
        return seen.size();
    }

    /** The latest calls, oldest first. */
    public List<Call> journal() {
        return List.copyOf(journal);
    }

    /** Forgets what was seen. */
    public void resetCounts() {
        calls.set(0);
        mostUnderWay.set(0);
        journal.clear();
        seen.clear();
    }

    // ---- the wire

    private void receive(HttpServerRequest http) {
        Matcher path = PATH.matcher(http.path());
        if (!path.matches()) {
            reply(http, Answer.html(404, Map.of()), Duration.ZERO);
        } else if (!http.method().name().equals("POST")) {
            reply(http, Answer.html(http.method().name().equals("GET") ? 200 : 405, Map.of()), Duration.ZERO);
        } else {
            String service = path.group(1).toLowerCase(Locale.ROOT).equals("batch") ? "Batch" : "SoPrincipal";
            http.body().onSuccess(body -> answer(http, service, body.toString()));
        }
    }

    private void answer(HttpServerRequest http, String service, String body) {
        String type = String.valueOf(http.getHeader("Content-Type"));
        if (!type.toLowerCase(Locale.ROOT).startsWith("text/xml")) {
            reply(
                    http,
                    new Answer(
                            415,
                            "text/plain",
                            Map.of(),
                            "Cannot process the message because the content type '" + type
                                    + "' was not the expected type 'text/xml; charset=utf-8'.",
                            Answer.Manner.WHOLE),
                    Duration.ZERO);
            return;
        }
        Request request;
        try {
            request = check.check(service, http.getHeader("SOAPAction"), body);
        } catch (IllegalArgumentException wrong) {
            String[] parts = wrong.getMessage().split("\\|", 2);
            reply(http, Answer.fault(Xml.fault(parts[0], parts[1])), Duration.ZERO);
            return;
        }
        note(http, request, body);
        if (service.equals("SoPrincipal")) {
            reply(http, everywhere == null ? principal.answer(request) : lookUp(1, everywhere, null), latency);
            return;
        }
        lookUp(http, request);
    }

    private void lookUp(HttpServerRequest http, Request request) {
        int id = request.value("Id") == null
                ? 0
                : Integer.parseInt(request.value("Id").strip());
        int number = calls.incrementAndGet();
        seen.add(id);
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        http.connection().closeHandler(closed -> {});
        Fault fault = faultFor(id, number);
        Duration time = slowEvery > 0 && number % slowEvery == 0 ? slow : fault == Fault.SLOW ? slow : latency;
        Answer answer;
        if (!sessions.isApplication(request.applicationToken())) {
            answer = Answers.exception("SuperOffice.Exceptions.SoIllegalOperationException", "Application token", null);
        } else if (!sessions.isAccepted(request.ticket())) {
            answer = Answers.session();
        } else {
            answer = lookUp(id, fault, request.ticket());
        }
        reply(http, answer, time);
    }

    private Answer lookUp(int id, Fault fault, String ticket) {
        long first = firstLook.computeIfAbsent(id, unseen -> System.nanoTime());
        return Answers.lookUp(id, Duration.ofNanos(System.nanoTime() - first), running.get(id), fault, ticket);
    }

    private Fault faultFor(int id, int number) {
        if (resetEvery > 0 && number % resetEvery == 0) {
            return Fault.RESET;
        }
        if (everywhere != null) {
            return everywhere;
        }
        Script script = scripts.get(id);
        return script != null && script.left().getAndDecrement() > 0 ? script.fault() : null;
    }

    private void note(HttpServerRequest http, Request request, String envelope) {
        Map<String, String> headers = new ConcurrentHashMap<>();
        http.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        journal.add(new Call(request.operation(), request.value("Id"), request.ticket(), headers, envelope));
        if (journal.size() > JOURNAL) {
            journal.poll();
        }
    }

    private void reply(HttpServerRequest http, Answer answer, Duration after) {
        if (after.isZero()) {
            write(http, answer);
        } else {
            vertx.setTimer(Math.max(1, after.toMillis()), timer -> write(http, answer));
        }
    }

    private void write(HttpServerRequest http, Answer answer) {
        if (http.path().toLowerCase(Locale.ROOT).endsWith("batch.svc")
                && http.method().name().equals("POST")) {
            underWay.updateAndGet(n -> Math.max(0, n - 1));
        }
        Wire.write(vertx, http, answer);
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
