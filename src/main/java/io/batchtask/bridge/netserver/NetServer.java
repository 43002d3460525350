package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.netserver.contract.Batch;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfo;
import io.batchtask.bridge.netserver.contract.SoPrincipal;
import io.batchtask.bridge.traces.CallSpan;
import io.batchtask.bridge.traces.RecordSpan;
import io.batchtask.bridge.traces.Tracing;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.ws.policy.PolicyEngine;

/**
 * One NetServer. What is sent to it was put together here from typed values alone; what comes back is a {@link Reply},
 * and no foreign exception passes.
 */
public final class NetServer implements TaskService, AutoCloseable {
    /** Camel URI of Batch.svc. */
    public static final String BATCH = "cxf:bean:netserver-batch";

    /** Camel URI of SoPrincipal.svc. */
    public static final String PRINCIPAL = "cxf:bean:netserver-principal";

    private final CamelContext camel;
    private final NetServerOptions options;
    private final HttpTransport http;
    private final CallRoute lookUps;
    private final Tracing tracing;
    private final Bus bus = BusFactory.newInstance().createBus();
    private final SoapCalls calls;
    private final Replies replies;
    private final SignInService signIn;

    /**
     * Binds the SOAP endpoints in that context's registry; nothing is called yet.
     *
     * @param http closed by its owner
     * @param lookUps a route to {@link #BATCH}
     * @param principal a route to {@link #PRINCIPAL}
     */
    public NetServer(
            CamelContext camel,
            NetServerOptions options,
            HttpTransport http,
            CallRoute lookUps,
            CallRoute principal,
            Executor workers,
            Tracing tracing) {
        this.camel = camel;
        this.tracing = tracing;
        this.options = options;
        this.http = http;
        this.lookUps = lookUps;
        this.calls = new SoapCalls(new RequestHeaders(options.timeZone()), options.applicationToken());
        this.replies = new Replies(new ServerErrors(options.errors()), options.baseZone());
        this.signIn = new SignInService(principal, calls, replies, this::span);
        // NetServer publishes no WS-Policy; looking for one takes a twentieth of the time of each call.
        Optional.ofNullable(bus.getExtension(PolicyEngine.class)).ifPresent(policies -> policies.setEnabled(false));
        bind("netserver-batch", Batch.class, "Batch.svc", workers);
        bind("netserver-principal", SoPrincipal.class, "SoPrincipal.svc", workers);
    }

    private void bind(String name, Class<?> service, String path, Executor workers) {
        URI address = location().base().resolve(path); // a name for the endpoint; the conduit asks again
        CxfEndpoint endpoint = new CxfEndpoint();
        endpoint.setCamelContext(camel);
        endpoint.setBeanId(name);
        endpoint.setAddress(address.toString());
        endpoint.setServiceClass(service);
        endpoint.setBus(bus);
        endpoint.setSkipFaultLogging(true);
        endpoint.setCxfConfigurer(new SoapClient(
                new SoapConduit(http, location()::base, path, workers, () -> camel.isStopping() || camel.isStopped())));
        camel.getRegistry().bind(name, endpoint);
    }

    /** Calls once, for no record. */
    public CompletableFuture<Reply> lookUp(int taskId, String ticket) {
        return lookUp(taskId, ticket, false, RecordSpan.NONE);
    }

    @Override
    public CompletableFuture<Reply> lookUp(int taskId, String ticket, boolean fresh, RecordSpan cause) {
        GetBatchTaskInfo body = new GetBatchTaskInfo();
        body.setId(taskId);
        Operation operation = Operation.GET_BATCH_TASK_INFO;
        CallSpan span = tracing.call(cause, operation.qualified(), this::base, OptionalInt.of(taskId));
        SoapCall soap = new SoapCall(operation, fresh, span);
        return span.during(
                () -> lookUps.send(calls.prepare(lookUps.exchange(), soap, body, Optional.of(ticket)))
                        .thenApply(call -> replies.lookUp(call, soap, taskId)),
                NetServer::failure);
    }

    private static Optional<Failure> failure(Reply reply, Throwable broken) {
        if (broken != null) {
            return Optional.of(new Failure.Unavailable(
                    "not-sent", Causes.unwrapped(broken).getClass().getSimpleName()));
        }
        return reply instanceof Reply.Failed failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    private URI base() {
        return location().base();
    }

    /** That of a call no record is the cause of: signing in serves all that wait. */
    private CallSpan span(Operation operation) {
        return tracing.call(RecordSpan.NONE, operation.qualified(), this::base, OptionalInt.empty());
    }

    @Override
    public void distrustConnections() {
        http.distrust();
    }

    @Override
    public ServiceLocation location() {
        return options.location();
    }

    /** The calls that need no ticket. */
    public SignInService signIn() {
        return signIn;
    }

    @Override
    public void close() {
        bus.shutdown(false);
    }
}
