package io.batchtask.bridge.relay;

import java.util.function.BooleanSupplier;
import org.apache.camel.impl.engine.DefaultInflightRepository;

/**
 * Lets Camel stop at once. The window has waited by then for what could still end; what else is under way waits for the
 * end of an outage or of a back-off. Camel would wait for that, too, and interrupt the closing of the Kafka producers
 * when its time-out ends.
 */
public final class ImmediateStopInflightRepository extends DefaultInflightRepository {
    private final BooleanSupplier stopping;

    /** @param stopping whether the Camel context is being stopped */
    public ImmediateStopInflightRepository(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    @Override
    public int size(String routeId) {
        return stopping.getAsBoolean() ? 0 : super.size(routeId);
    }
}
