package io.batchtask.bridge.service;

import io.batchtask.bridge.relay.ImmediateStopInflightRepository;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The Camel context the routes live in. */
final class RelayContext {
    private RelayContext() {}

    static CamelContext create() {
        CamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("batchtask-bridge");
        camel.getShutdownStrategy().setTimeout(10);
        camel.setInflightRepository(new ImmediateStopInflightRepository(camel::isStopping));
        return camel;
    }
}
