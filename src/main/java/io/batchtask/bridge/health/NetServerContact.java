package io.batchtask.bridge.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether NetServer takes calls. */
public final class NetServerContact implements Cause {
    private final Supplier<Optional<String>> closed;
    private final Supplier<Optional<Instant>> outageSince;
    private final Supplier<String> lastFailure;
    private final LongSupplier probes;
    private final Clock clock;

    /**
     * @param closed why the tenant takes no calls; empty when it does
     * @param outageSince since when the breaker is open; empty when it is not
     * @param lastFailure the code of what kept the last call from being answered
     * @param probes probes made so far
     */
    public NetServerContact(
            Supplier<Optional<String>> closed,
            Supplier<Optional<Instant>> outageSince,
            Supplier<String> lastFailure,
            LongSupplier probes,
            Clock clock) {
        this.closed = closed;
        this.outageSince = outageSince;
        this.lastFailure = lastFailure;
        this.probes = probes;
        this.clock = clock;
    }

    @Override
    public Optional<String> cause() {
        return closed.get().map(reason -> "the tenant is closed: " + reason).or(() -> outageSince
                .get()
                .map(since -> "NetServer has not answered for "
                        + Duration.between(since, clock.instant()).toSeconds()
                        + " s (" + lastFailure.get() + "), reading is paused; probes so far: " + probes.getAsLong()));
    }
}
