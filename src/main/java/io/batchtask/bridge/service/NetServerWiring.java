package io.batchtask.bridge.service;

import io.batchtask.bridge.calls.CallRoutes;
import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.netserver.ErrorRules;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.NetServerOptions;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.traces.Tracing;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;

/** From the settings to the NetServer they describe. */
final class NetServerWiring {
    private NetServerWiring() {}

    /** By the routes of {@link CallRoutes}. */
    static NetServer netServer(
            Settings settings,
            CamelContext camel,
            ServiceLocation location,
            HttpTransport http,
            Executor workers,
            Tracing tracing) {
        NetserverSettings netserver = settings.netserver();
        NetServerOptions options = new NetServerOptions(
                location,
                () -> netserver.applicationToken().map(Secret::reveal),
                netserver.baseTimeZone(),
                netserver.timeZone(),
                errors(netserver.errors()));
        return new NetServer(
                camel,
                options,
                http,
                new RouteProducer(camel, CallRoutes.ASK),
                new RouteProducer(camel, CallRoutes.SIGN_IN),
                workers,
                tracing);
    }

    private static ErrorRules errors(NetserverSettings.ErrorTypes types) {
        return new ErrorRules(
                types.permanent().orElse(Set.of()),
                types.passing().orElse(Set.of()),
                types.notFound().orElse(Set.of()),
                types.signIn().orElse(Set.of()));
    }
}
