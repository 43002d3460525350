package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.CallRoute;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;

/** Sends exchanges into a route of ours; made before the route exists, connected at first use. */
public final class RouteProducer implements CallRoute {
    private final CamelContext camel;
    private final String uri;
    private volatile Endpoint endpoint;
    private volatile AsyncProducer producer;

    public RouteProducer(CamelContext camel, String uri) {
        this.camel = camel;
        this.uri = uri;
    }

    @Override
    public Exchange exchange() {
        return endpoint().createExchange();
    }

    private Endpoint endpoint() {
        Endpoint known = endpoint;
        if (known == null) { // two that look it up at once find the same
            known = camel.getEndpoint(uri);
            endpoint = known;
        }
        return known;
    }

    /** Whether the routes are being stopped, or have been. */
    public boolean isStopping() {
        return camel.isStopping() || camel.isStopped();
    }

    public void process(Exchange exchange, AsyncCallback callback) {
        producer().process(exchange, callback);
    }

    @Override
    public CompletableFuture<Exchange> send(Exchange exchange) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        process(exchange, synchronously -> done.complete(exchange));
        return done;
    }

    private AsyncProducer producer() {
        AsyncProducer known = producer;
        if (known == null) {
            synchronized (this) {
                known = producer;
                if (known == null) {
                    known = connect();
                    producer = known;
                }
            }
        }
        return known;
    }

    private AsyncProducer connect() {
        try {
            AsyncProducer fresh = endpoint().createAsyncProducer();
            ServiceHelper.startService(fresh);
            return fresh;
        } catch (Exception impossible) {
            throw new IllegalStateException("route " + uri + " cannot be reached", impossible);
        }
    }
}
