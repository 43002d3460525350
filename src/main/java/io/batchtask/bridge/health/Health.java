package io.batchtask.bridge.health;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/** The health of the service, in checks that Camel's registry knows as well. */
public final class Health {
    private final HealthCheckRegistry registry;
    private final UnaryOperator<String> redact;
    private final List<CauseCheck> checks = new CopyOnWriteArrayList<>();

    /** @param redact takes secrets out of the causes */
    public Health(CamelContext camel, UnaryOperator<String> redact) {
        this.registry = HealthCheckRegistry.get(camel);
        this.redact = redact;
    }

    /** A cause that makes the service unready. */
    public Health ready(String name, Cause cause) {
        return add(new CauseCheck(name, cause, false, redact));
    }

    /** A cause that only a new start of the process cures; it makes the service unready as well. */
    public Health alive(String name, Cause cause) {
        return add(new CauseCheck(name, cause, true, redact));
    }

    private Health add(CauseCheck check) {
        registry.register(check);
        checks.add(check);
        return this;
    }

    /** The answer; our checks alone, see the room's decisions. */
    public HealthReport report(Question question) {
        List<CheckResult> answers = checks.stream()
                .filter(check -> question != Question.LIVE || check.isLiveness())
                .sorted(Comparator.comparing(CauseCheck::getId))
                .map(Health::ask)
                .toList();
        return new HealthReport(answers.stream().allMatch(CheckResult::up), answers);
    }

    /** Whether that check is up. */
    public boolean isUp(String name) {
        return checks.stream().filter(check -> check.getId().equals(name)).allMatch(check -> ask(check)
                .up());
    }

    /** The names of the checks. */
    public List<String> names() {
        return checks.stream().map(CauseCheck::getId).sorted().toList();
    }

    private static CheckResult ask(CauseCheck check) {
        HealthCheck.Result result = check.call();
        return new CheckResult(check.getId(), result.getState() == HealthCheck.State.UP, result.getMessage());
    }
}
