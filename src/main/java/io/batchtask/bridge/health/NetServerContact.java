package io.batchtask.bridge.health;

import io.batchtask.bridge.logging.Lasting;
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
    private final Supplier<Optional<String>> signIn;

    /**
     * @param closed why the tenant takes no calls; empty when it does
     * @param outageLasts for how long no call has been answered; empty when there is no outage
     * @param lastFailure the code of what kept the last call from being answered
     * @param probes probes made so far
     * @param signIn for how long signing in has not been answered, and why; empty when it is
     */
    public NetServerContact(
            Supplier<Optional<String>> closed,
            Supplier<Optional<Duration>> outageLasts,
            Supplier<String> lastFailure,
            LongSupplier probes,
            Supplier<Optional<String>> signIn) {
        this.closed = closed;
        this.outageLasts = outageLasts;
        this.lastFailure = lastFailure;
        this.probes = probes;
        this.signIn = signIn;
    }

    @Override
    public Optional<String> cause() {
        return closed.get()
                .map(reason -> "the tenant is closed: " + reason)
                .or(this::outage)
                .or(() -> signIn.get().map(reason -> "NetServer has not answered for " + reason));
    }

    private Optional<String> outage() {
        return outageLasts
                .get()
                .map(time -> "NetServer has not answered for " + Lasting.words(time) + " (" + lastFailure.get()
                        + "), reading is paused; probes so far: " + probes.getAsLong());
    }
}
