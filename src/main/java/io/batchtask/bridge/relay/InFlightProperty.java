package io.batchtask.bridge.relay;

import io.batchtask.bridge.intake.InFlight;
import org.apache.camel.Exchange;

/**
 * The handle of the record an exchange belongs to. The one thing that is not in the body: a step that is about to
 * change the world outside asks it first.
 */
final class InFlightProperty {
    private static final String PROPERTY = "batchtask.in-flight";

    private InFlightProperty() {}

    static void set(Exchange exchange, InFlight inFlight) {
        exchange.setProperty(PROPERTY, inFlight);
    }

    static InFlight of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, InFlight.class);
    }

    /** Camel predicate: the record's partition is still ours, so a result may leave the process. */
    static boolean ours(Exchange exchange) {
        return of(exchange).mayPublish();
    }
}
