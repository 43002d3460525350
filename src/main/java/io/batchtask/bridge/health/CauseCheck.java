package io.batchtask.bridge.health;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A cause as a health check of Camel's, so that every list of Camel's checks shows ours. Never throws. */
final class CauseCheck extends AbstractHealthCheck {
    private final Cause cause;
    private final boolean alive;
    private final UnaryOperator<String> redact;

    /** @param alive whether a cause is also a reason to be killed and started again */
    CauseCheck(String id, Cause cause, boolean alive, UnaryOperator<String> redact) {
        super("batchtask", id);
        this.cause = cause;
        this.alive = alive;
        this.redact = redact;
    }

    @Override
    public boolean isLiveness() {
        return alive;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            Optional<String> why = cause.cause();
            if (why.isEmpty()) {
                builder.up();
            } else {
                builder.message(redact.apply(why.get())).down();
            }
        } catch (RuntimeException broken) {
            builder.message("the check itself broke: " + broken.getClass().getSimpleName())
                    .down();
        }
    }
}
