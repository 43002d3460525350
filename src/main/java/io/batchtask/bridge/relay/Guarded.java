package io.batchtask.bridge.relay;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step that throws no {@code Error}: exceptions Camel hands on, an error it would log and forget, and the record
 * would never end.
 */
record Guarded(Processor step) implements Processor {
    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            step.process(exchange);
        } catch (Error broken) {
            exchange.setException(broken);
        }
    }
}
