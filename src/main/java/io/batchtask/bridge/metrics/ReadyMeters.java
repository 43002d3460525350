package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.function.Predicate;

/** Health as meters, one for each check: what keeps a service from its work from the start on can raise an alert. */
public final class ReadyMeters {
    private ReadyMeters() {}

    /** @param isUp asked whenever the meters are read; answers at once */
    public static void register(MeterRegistry meters, Collection<String> checks, Predicate<String> isUp) {
        for (String check : checks) {
            Gauge.builder("batchtask.ready", () -> isUp.test(check) ? 1 : 0)
                    .description("1 while the check of that name is up, 0 while it keeps the service from being ready")
                    .tag("check", check)
                    .register(meters);
        }
    }
}
