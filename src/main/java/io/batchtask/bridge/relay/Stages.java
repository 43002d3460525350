package io.batchtask.bridge.relay;

import org.apache.camel.Exchange;

/**
 * While a record is being produced the body is what Kafka gets; the stage it was made from is kept here, because what
 * happens after the broker's answer, good or bad, is decided from the stage.
 */
final class Stages {
    private static final String VARIABLE = "stage";

    private Stages() {}

    static void keep(Exchange exchange, Object stage) {
        exchange.setVariable(VARIABLE, stage);
    }

    static <T> T kept(Exchange exchange, Class<T> type) {
        return type.cast(exchange.getVariable(VARIABLE));
    }
}
