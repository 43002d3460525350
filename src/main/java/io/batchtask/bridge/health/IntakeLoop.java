package io.batchtask.bridge.health;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether every consumer still asks for records. The one thing a new start cures: a NetServer or a broker that is slow
 * or absent is asked again and again, and those attempts are signs of life.
 */
public final class IntakeLoop implements Cause {
    /** Over the longest drain: the last commit, the pause after a failure, and making a consumer anew. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Supplier<Optional<Duration>> quietFor;
    private final BooleanSupplier stopping;
    private final Duration limit;

    /**
     * @param quietFor the longest time since a consumer last polled; empty before the first is made
     * @param drain how long a consumer may wait for calls when partitions are given back
     */
    public IntakeLoop(Supplier<Optional<Duration>> quietFor, BooleanSupplier stopping, Duration drain) {
        this.quietFor = quietFor;
        this.stopping = stopping;
        this.limit = drain.plus(MARGIN);
    }

    @Override
    public Optional<String> cause() {
        if (stopping.getAsBoolean()) {
            return Optional.empty();
        }
        return quietFor.get()
                .filter(quiet -> quiet.compareTo(limit) > 0)
                .map(quiet -> "a consumer has not asked for records for " + Lasting.words(quiet) + " (limit "
                        + Lasting.words(limit) + "): its thread hangs or has died");
    }
}
