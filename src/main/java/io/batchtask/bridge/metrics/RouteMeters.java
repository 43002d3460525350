package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** Camel's own meters of each route, as its dashboards expect them. */
public final class RouteMeters {
    private RouteMeters() {}

    /** Measures the routes that are added to that context from now on. */
    public static void add(CamelContext camel, MeterRegistry meters) {
        MicrometerRoutePolicyConfiguration routes = new MicrometerRoutePolicyConfiguration(); // the default is shared
        routes.setContextEnabled(false); // the sum of the routes
        routes.setExternalRedeliveries(false); // none of our consumers knows them
        MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory();
        factory.setCamelContext(camel);
        factory.setMeterRegistry(meters);
        factory.setPolicyConfiguration(routes);
        factory.setSkipCamelInfo(true);
        camel.addRoutePolicyFactory(factory);
    }
}
