package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.NetServer;
import org.apache.camel.builder.RouteBuilder;

/**
 * The two routes that end at NetServer. Each call is an exchange of its own, so nothing of a record comes along. Once
 * they are stopped a call fails at once: Camel would have its caller wait for half a minute.
 */
public final class CallRoutes extends RouteBuilder {
    /** Camel URI of the route for look-ups. */
    public static final String ASK = "direct:ask?block=false";

    /** Camel URI of the route for calls without a ticket: signing in, and asking for the version. */
    public static final String SIGN_IN = "direct:sign-in?block=false";

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // a call that breaks is a reply like any other

        from(ASK).routeId("ask").to(NetServer.BATCH);

        from(SIGN_IN).routeId("sign-in").to(NetServer.PRINCIPAL);
    }
}
