package io.batchtask.bridge.netserver;

import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.traces.Tracing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A route that is nothing but its end. */
public record DirectRoute(CamelContext camel, String uri) implements CallRoute {
    @Override
    public Exchange exchange() {
        return camel.getEndpoint(uri).createExchange();
    }

    @Override
    public CompletableFuture<Exchange> send(Exchange call) {
        return camel.createProducerTemplate().asyncSend(uri, call);
    }

    /** That NetServer, by direct routes. */
    static NetServer netServer(CamelContext camel, NetServerOptions options, HttpTransport http, Executor workers) {
        return new NetServer(
                camel,
                options,
                http,
                new DirectRoute(camel, NetServer.BATCH),
                new DirectRoute(camel, NetServer.PRINCIPAL),
                workers,
                Tracing.OFF);
    }
}
