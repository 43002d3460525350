package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.OnlineEndpoint.Service;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A SuperOffice Online environment with one tenant and one app: says where the tenant is, and signs its system user in.
 * What it hands out is accepted by the {@link NetServerSimulator} that serves the tenant.
 */
public final class OnlineSimulator implements AutoCloseable {
    public static final String TENANT = "Cust12345";
    public static final String SERIAL = "1133445566";

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final OnlineApp app = OnlineApp.register("s3cr3t-of-the-app-0815", "Bridge App-AbCdEf1234");
    private final SecurityTokens tokens = new SecurityTokens();
    private final SystemUserExchange exchange = new SystemUserExchange(app, this::issue);
    private final StateAnswer state = new StateAnswer();
    private final OnlineEndpoint endpoint = new OnlineEndpoint(exchange, this::state, tokens::jwks);
    private final Queue<String> tickets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger issued = new AtomicInteger();
    private final HttpServer server;
    private volatile NetServerSimulator netServer;
    private volatile URI claim;

    private OnlineSimulator(NetServerSimulator netServer) {
        this.netServer = netServer;
        this.claim = netServer.url(TENANT, "Services86");
        this.server =
                await(vertx.createHttpServer().requestHandler(endpoint::receive).listen(0, "127.0.0.1"));
    }

    /** With the tenant at that NetServer. */
    public static OnlineSimulator start(NetServerSimulator netServer) {
        return new OnlineSimulator(netServer);
    }

    /** The address for {@code batchtask.netserver.system-user.environment}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The app that may sign in. */
    public OnlineApp app() {
        return app;
    }

    // ---- the tenant

    /** The tenant is served there from now on, its tickets with it; what served it before answers with HTTP 421. */
    public void moves(NetServerSimulator to) {
        tickets.forEach(to::acceptTicket);
        netServer.moved();
        netServer = to;
        claim = to.url(TENANT, "Services86");
    }

    /** The address in the tokens, should it differ from where the tenant is. */
    public void claims(URI address) {
        claim = address;
    }

    /** The tenant takes no calls; such as OfflineMaintenance, Suspended. */
    public void closes(String word) {
        state.closed(word);
    }

    public void opens() {
        state.running();
    }

    /** How long an answer about the state may be kept. */
    public void stateValidFor(Duration time) {
        state.valid(time);
    }

    // ---- signing in

    /** Every exchange is refused with that message; null for none. */
    public void refuses(String errorMessage) {
        exchange.refuse(errorMessage);
    }

    /** How far the clock here is ahead. */
    public void clockAhead(Duration ahead) {
        exchange.fast(ahead);
    }

    /** Tokens are wrong in that way; null for right ones. */
    public void tokens(TokenFault fault) {
        tokens.fault(fault);
    }

    /** Tokens are signed with another key from now on. */
    public void rotatesKeys() {
        tokens.rotate();
    }

    // ---- the services as such

    public void stateFault(OnlineFault fault) {
        endpoint.fault(Service.STATE, fault);
    }

    public void exchangeFault(OnlineFault fault) {
        endpoint.fault(Service.EXCHANGE, fault);
    }

    public void keysFault(OnlineFault fault) {
        endpoint.fault(Service.KEYS, fault);
    }

    /** Questions where the tenant is. */
    public int stateCalls() {
        return endpoint.calls(Service.STATE);
    }

    /** Exchanges of a system-user token, refused ones included. */
    public int exchanges() {
        return endpoint.calls(Service.EXCHANGE);
    }

    /** Questions for the keys tokens are signed with. */
    public int keyCalls() {
        return endpoint.calls(Service.KEYS);
    }

    /** Tickets handed out. */
    public List<String> tickets() {
        return List.copyOf(tickets);
    }

    private String issue(String tenant) {
        if (!isKnown(tenant)) {
            return null;
        }
        String ticket = "7T:b25saW5l" + issued.incrementAndGet() + "==";
        tickets.add(ticket);
        netServer.acceptTicket(ticket);
        return tokens.issue(TENANT, SERIAL, ticket, claim, exchange.now());
    }

    private JsonObject state(String tenant) {
        return isKnown(tenant)
                ? state.json(TENANT, URI.create("http://127.0.0.1:" + netServer.port() + "/" + TENANT))
                : null;
    }

    private static boolean isKnown(String tenant) {
        return tenant.equals(TENANT) || tenant.equals(SERIAL);
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
