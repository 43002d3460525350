package io.batchtask.bridge.health;

import java.util.Optional;

/** One question about the service's health. Answered at once, from what is known already. */
@FunctionalInterface
public interface Cause {
    /** Why not, in words for whoever is on call; empty when all is well. */
    Optional<String> cause();
}
