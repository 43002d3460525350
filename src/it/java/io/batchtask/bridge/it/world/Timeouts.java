package io.batchtask.bridge.it.world;

import java.time.Duration;

/** How long a test waits for what it does not promise to be fast: a slow machine may do much else meanwhile. */
public final class Timeouts {
    public static final Duration LONG = Duration.ofMinutes(2);

    private Timeouts() {}
}
