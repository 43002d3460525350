package io.batchtask.bridge.netserver;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** How calls leave: a route that ends at one of {@link NetServer}'s endpoints. */
public interface CallRoute {
    /** A new exchange for it. */
    Exchange exchange();

    /** Completes with that exchange once the route has ended, well or not. */
    CompletableFuture<Exchange> send(Exchange call);
}
