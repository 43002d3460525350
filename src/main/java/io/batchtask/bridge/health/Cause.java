package io.batchtask.bridge.health;

import java.util.Optional;

/** One question about the service's health. Answered at once, from what is known already. */
@FunctionalInterface
public interface Cause {
    /** What is wrong, in words for the person on call; empty when nothing is. */
    Optional<String> cause();
}
