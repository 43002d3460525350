package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.netserver.contract.AuthenticateResponse;
import io.batchtask.bridge.netserver.contract.AuthenticateUsernamePassword;
import io.batchtask.bridge.netserver.contract.AuthenticateWithAccessToken;
import io.batchtask.bridge.netserver.contract.Batch;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetSystemInfo;
import io.batchtask.bridge.netserver.contract.GetSystemInfoResponse;
import io.batchtask.bridge.netserver.contract.SoCredentials;
import io.batchtask.bridge.netserver.contract.SoPrincipal;
import io.batchtask.bridge.netserver.contract.SoSystemInfoCarrier;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.cxf.common.message.CxfConstants;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.headers.Header;
import org.apache.cxf.ws.policy.PolicyEngine;

/**
 * The door to one NetServer. What leaves through it was put together here from typed values alone; what comes back is a
 * {@link Reply}, and no foreign exception passes.
 */
public final class NetServer implements AutoCloseable {
    /** Camel URI of Batch.svc; the exchange must come from {@link #lookUp}. */
    public static final String BATCH = "cxf:bean:netserver-batch";

    private static final String PRINCIPAL = "cxf:bean:netserver-principal";

    private final CamelContext camel;
    private final NetServerOptions connection;
    private final HttpTransport http;
    private final Bus bus = BusFactory.newInstance().createBus();
    private final RequestHeaders headers;
    private final Replies replies;

    /**
     * Binds the SOAP endpoints in that context's registry; nothing is called yet.
     *
     * @param http closed by its owner
     */
    public NetServer(CamelContext camel, NetServerOptions connection, HttpTransport http, Executor workers) {
        this.camel = camel;
        this.connection = connection;
        this.headers = new RequestHeaders(connection.timeZone());
        this.replies = new Replies(new ServerErrors(connection.errors()), connection.baseZone());
        this.http = http;
        // NetServer publishes no WS-Policy; looking for one takes a twentieth of the time of each call.
        Optional.ofNullable(bus.getExtension(PolicyEngine.class)).ifPresent(policies -> policies.setEnabled(false));
        bind("netserver-batch", Batch.class, "Batch.svc", workers);
        bind("netserver-principal", SoPrincipal.class, "SoPrincipal.svc", workers);
    }

    private void bind(String name, Class<?> service, String path, Executor workers) {
        URI address = connection.whereabouts().base().resolve(path); // a name for the endpoint; the conduit asks again
        CxfEndpoint endpoint = new CxfEndpoint();
        endpoint.setCamelContext(camel);
        endpoint.setBeanId(name);
        endpoint.setAddress(address.toString());
        endpoint.setServiceClass(service);
        endpoint.setBus(bus);
        endpoint.setSkipFaultLogging(true);
        endpoint.setCxfConfigurer(new SoapClient(new SoapConduit(
                http, connection.whereabouts()::base, path, workers, () -> camel.isStopping() || camel.isStopped())));
        camel.getRegistry().bind(name, endpoint);
    }

    /** A call for that task, ready to be sent to {@link #BATCH}. */
    public Exchange lookUp(Endpoint from, int taskId, String ticket) {
        return lookUp(from, taskId, ticket, false);
    }

    /** As {@link #lookUp}, on a connection that has never carried another call: its answer cannot be anybody else's. */
    public Exchange lookUpAfresh(Endpoint from, int taskId, String ticket) {
        return lookUp(from, taskId, ticket, true);
    }

    private Exchange lookUp(Endpoint from, int taskId, String ticket, boolean fresh) {
        GetBatchTaskInfo body = new GetBatchTaskInfo();
        body.setId(taskId);
        return call(from, new SoapCall(Operation.GET_BATCH_TASK_INFO, fresh), body, Optional.of(ticket));
    }

    /**
     * Whether what came of that call may have been meant for another one, which {@link #lookUpAfresh} tells: it ends the
     * record without naming its task, on a connection that has been used before, or it names another task.
     */
    public boolean isDoubtful(Exchange call, Reply reply) {
        return Replies.isDoubtful(call, reply);
    }

    /** One of the open connections has brought an answer nobody asked for: none of them carries another call. */
    public void distrustConnections() {
        http.distrust();
    }

    /** What came of a call made by {@link #lookUp}, once it is finished. */
    public Reply reply(Exchange call, int taskId) {
        return replies.lookUp(call, taskId);
    }

    /**
     * Signs in with a name and a password.
     *
     * @return the ticket; fails with {@link SignInRefused} when NetServer says no or cannot be asked
     */
    public CompletableFuture<String> authenticate(String userName, String password) {
        AuthenticateUsernamePassword body = new AuthenticateUsernamePassword();
        body.setUserName(userName);
        body.setPassword(password);
        return principal(Operation.AUTHENTICATE_USERNAME_PASSWORD, body).thenApply(this::ticket);
    }

    /**
     * Exchanges an OAuth access token for a ticket.
     *
     * @return the ticket; fails with {@link SignInRefused} when NetServer says no or cannot be asked
     */
    public CompletableFuture<String> authenticate(String accessToken) {
        AuthenticateWithAccessToken body = new AuthenticateWithAccessToken();
        body.setAccessToken(accessToken);
        return principal(Operation.AUTHENTICATE_WITH_ACCESS_TOKEN, body).thenApply(this::ticket);
    }

    /** Where this NetServer is. */
    public ServiceLocation whereabouts() {
        return connection.whereabouts();
    }

    /**
     * Whether NetServer accepts that ticket, found out with a look-up; fails with {@link SignInRefused} when it cannot
     * be asked.
     */
    public CompletableFuture<Boolean> accepts(String ticket) {
        return tryOut(ticket).thenApply(reply -> {
            if (reply instanceof Reply.Failed failed && failed.failure() instanceof Failure.Unavailable) {
                throw new SignInRefused(failed.failure());
            }
            return !(reply instanceof Reply.Failed failed && failed.failure() instanceof Failure.SignIn);
        });
    }

    /** Looks task 1 up, to see what becomes of it. */
    public CompletableFuture<Reply> tryOut(String ticket) {
        GetBatchTaskInfo body = new GetBatchTaskInfo();
        body.setId(1);
        return send(BATCH, Operation.GET_BATCH_TASK_INFO, body, Optional.of(ticket))
                .thenApply(call -> reply(call, 1));
    }

    /**
     * The one call that needs no ticket.
     *
     * @return a line about the server's version; fails with {@link SignInRefused} carrying the reason
     */
    public CompletableFuture<String> systemInfo() {
        return principal(Operation.GET_SYSTEM_INFO, new GetSystemInfo()).thenApply(call -> {
            failIfFailed(call);
            return Replies.body(call, GetSystemInfoResponse.class)
                    .map(GetSystemInfoResponse::getSystemInfo)
                    .map(NetServer::describe)
                    .orElse("no system information");
        });
    }

    private static String describe(SoSystemInfoCarrier info) {
        return "NetServer " + Optional.ofNullable(info.getFileVersion()).orElse("of unknown version") + ", "
                + Optional.ofNullable(info.getCompanyName()).orElse("unnamed installation");
    }

    private String ticket(Exchange call) {
        failIfFailed(call);
        AuthenticateResponse answer = Replies.body(call, AuthenticateResponse.class)
                .orElseThrow(() -> new SignInRefused(new Failure.Unavailable("no-answer", "an empty sign-in answer")));
        if (!Boolean.TRUE.equals(succeeded(answer))) {
            throw new SignInRefused(new Failure.SignIn("wrong-credentials", "NetServer refuses this user or password"));
        }
        return Optional.ofNullable(answer.getCredentials())
                .map(SoCredentials::getTicket)
                .filter(ticket -> !ticket.isBlank()) // would only be refused, with another reason
                .orElseThrow(() -> new SignInRefused(
                        new Failure.Contract("no-ticket", "signed in, but no ticket was handed out")));
    }

    private static Boolean succeeded(AuthenticateResponse answer) {
        try {
            return WireBoolean.read(answer.getAuthenticationSucceeded());
        } catch (UnreadableValue word) {
            throw new SignInRefused(
                    new Failure.Contract("unreadable", "whether signing in succeeded is " + word.getMessage()));
        }
    }

    private void failIfFailed(Exchange call) {
        replies.failure(call).ifPresent(failure -> {
            throw new SignInRefused(failure);
        });
    }

    private CompletableFuture<Exchange> principal(Operation operation, Object body) {
        return send(PRINCIPAL, operation, body, Optional.empty());
    }

    private CompletableFuture<Exchange> send(String uri, Operation operation, Object body, Optional<String> ticket) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        try {
            Endpoint endpoint = camel.getEndpoint(uri);
            AsyncProducer producer = endpoint.createAsyncProducer();
            ServiceHelper.startService(producer);
            Exchange call = call(endpoint, new SoapCall(operation, false), body, ticket);
            producer.process(call, synchronously -> done.complete(call));
            return done.whenComplete((exchange, failed) -> ServiceHelper.stopAndShutdownService(producer));
        } catch (Exception cause) {
            return CompletableFuture.failedFuture(new SignInRefused(
                    new Failure.Unavailable("not-sent", "the call could not be made: " + cause.getMessage())));
        }
    }

    private Exchange call(Endpoint from, SoapCall soap, Object body, Optional<String> ticket) {
        Exchange call = from.createExchange(ExchangePattern.InOut);
        soap.join(call);
        call.getIn().setBody(new Object[] {body});
        call.getIn().setHeader(CxfConstants.OPERATION_NAME, soap.operation().word());
        call.getIn().setHeader(CxfConstants.OPERATION_NAMESPACE, Operation.NAMESPACE);
        call.getIn()
                .setHeader(
                        Header.HEADER_LIST,
                        headers.of(connection.applicationToken().get(), ticket));
        return call;
    }

    @Override
    public void close() {
        bus.shutdown(false);
    }
}
