package io.batchtask.bridge.relay;

import io.batchtask.bridge.task.Sourced;
import java.util.Optional;
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

    /** How far a record has come that went no further; empty when it is not known. */
    static Optional<Sourced> reached(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return Optional.ofNullable(body instanceof Sourced stage ? stage : kept(exchange, Sourced.class));
    }

    static <T> T kept(Exchange exchange, Class<T> type) {
        return type.cast(exchange.getVariable(VARIABLE));
    }
}
