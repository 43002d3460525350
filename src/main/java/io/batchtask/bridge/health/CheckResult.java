package io.batchtask.bridge.health;

import java.util.Optional;

/**
 * What one check has said.
 *
 * @param cause present when it is down
 */
public record CheckResult(String name, boolean up, Optional<String> cause) {}
