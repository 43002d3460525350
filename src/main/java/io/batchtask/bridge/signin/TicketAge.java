package io.batchtask.bridge.signin;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** How long the ticket has not been used: that, and not its age, ends its life. Safe from any thread. */
final class TicketAge {
    private final Duration idleLife;
    private final LongSupplier nanoTime;
    private volatile OptionalLong lastUse = OptionalLong.empty();

    TicketAge(Duration idleLife, LongSupplier nanoTime) {
        this.idleLife = idleLife;
        this.nanoTime = nanoTime;
    }

    Duration idleLife() {
        return idleLife;
    }

    void used() {
        lastUse = OptionalLong.of(nanoTime.getAsLong());
    }

    boolean hasLainIdle() {
        OptionalLong since = lastUse;
        return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() >= idleLife.toNanos();
    }
}
