package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/** Camel's own meters, as its dashboards expect them, of the routes at which a record or a call begins and ends. */
public final class RouteMeters {
    private static final Set<String> MEASURED =
            Set.of("read", "relay", "ask", "sign-in"); // the others are parts of relay

    private RouteMeters() {}

    /** Measures those of the routes that are added to that context from now on. */
    public static void add(CamelContext camel, MeterRegistry meters) {
        MicrometerRoutePolicyConfiguration routes = new MicrometerRoutePolicyConfiguration(); // the default is shared
        routes.setContextEnabled(false); // the sum of the routes
        routes.setExternalRedeliveries(false); // none of our consumers knows them
        MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory() {
            @Override
            public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
                return MEASURED.contains(routeId) ? super.createRoutePolicy(context, routeId, route) : null;
            }
        };
        factory.setCamelContext(camel);
        factory.setMeterRegistry(meters);
        factory.setPolicyConfiguration(routes);
        factory.setSkipCamelInfo(true);
        camel.addRoutePolicyFactory(factory);
    }
}
