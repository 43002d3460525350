package io.batchtask.bridge.health;

import java.util.List;

/**
 * What all checks have said.
 *
 * @param checks in alphabetical order
 */
public record HealthReport(boolean up, List<CheckResult> checks) {}
