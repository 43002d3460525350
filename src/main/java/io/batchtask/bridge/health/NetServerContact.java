package io.batchtask.bridge.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether NetServer takes calls. */
public final class NetServerContact implements Cause {
    private final Supplier<Optional<String>> closed;
    private final Supplier<Optional<Duration>> outageLasts;
    private final Supplier<String> lastFailure;
    private final LongSupplier probes;

    /**
     * @param closed why the tenant takes no calls; empty when it does
     * @param outageLasts for how long no call has been answered; empty when there is no outage
     * @param lastFailure the code of what kept the last call from being answered
     * @param probes probes made so far
     */
    public NetServerContact(
            Supplier<Optional<String>> closed,
            Supplier<Optional<Duration>> outageLasts,
            Supplier<String> lastFailure,
            LongSupplier probes) {
        this.closed = closed;
        this.outageLasts = outageLasts;
        this.lastFailure = lastFailure;
        this.probes = probes;
    }

    @Override
    public Optional<String> cause() {
        return closed.get().map(reason -> "the tenant is closed: " + reason).or(() -> outageLasts
                .get()
                .map(time -> "NetServer has not answered for " + time.toSeconds() + " s (" + lastFailure.get()
                        + "), reading is paused; probes so far: " + probes.getAsLong()));
    }
}
