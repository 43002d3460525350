package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.health.Cause;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.GroupMembership;
import io.batchtask.bridge.health.Health;
import io.batchtask.bridge.health.IntakeLoop;
import io.batchtask.bridge.health.NetServerContact;
import io.batchtask.bridge.health.StuckRecord;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeReadings;
import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.logging.Lasting;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Which checks there are, by the names under which the management port shows them, and what each one asks. */
final class HealthChecks {
    private final Settings settings;
    private final CamelContext camel;
    private final ClusterWatch cluster;
    private final Watched watched;

    HealthChecks(Settings settings, CamelContext camel, ClusterWatch cluster, Watched watched) {
        this.settings = settings;
        this.camel = camel;
        this.cluster = cluster;
        this.watched = watched;
    }

    /** @param redactor takes secrets out of the causes */
    Health health(Redactor redactor) {
        IntakeReadings intake = watched.intake().readings();
        Relay relay = watched.relay();
        return new Health(camel, redactor::redact)
                .alive("intake", deadParts())
                .ready("service", this::notRunning)
                .ready("broker", reading(intake))
                .ready(
                        "output",
                        new OutputCheck(
                                cluster::obstacles,
                                cluster::answersFor,
                                () -> List.of(
                                        relay.snapshot().events(),
                                        relay.snapshot().deadLetters())))
                .ready("sign-in", this::signInRefused)
                .ready(
                        "netserver",
                        new NetServerContact(
                                watched.location()::closed,
                                () -> relay.snapshot().calls().outageLasts(),
                                () -> relay.snapshot().calls().lastFailure(),
                                () -> relay.snapshot().calls().probes(),
                                this::signInUnanswered))
                .ready(
                        "records",
                        new StuckRecord(
                                intake::oldestUnfinished,
                                this::firstUnfinished,
                                settings.management().stuckAfter()));
    }

    /** What only a new start cures: a consumer that no longer asks, or an HTTP client that keeps dying. */
    private Cause deadParts() {
        Intake intake = watched.intake();
        IntakeLoop loop = new IntakeLoop(
                intake.readings()::quietFor,
                intake::isStopping,
                settings.shutdown().drainTimeout());
        return () -> loop.cause().or(watched.http()::trouble);
    }

    private Cause reading(IntakeReadings intake) {
        Cause membership = new GroupMembership(
                settings.kafka().groupId(), intake::trouble, cluster::trouble, intake::sinceHeartbeat);
        return () -> intake.fenced().or(membership::cause);
    }

    private Optional<String> notRunning() {
        if (watched.intake().isStopping()) {
            return Optional.of(
                    "stopping; records in hand: " + watched.intake().readings().unfinished());
        }
        return camel.isStarted() ? Optional.empty() : Optional.of("starting");
    }

    private Optional<String> signInRefused() {
        Tickets tickets = watched.tickets();
        return tickets.refusal()
                .map(failure -> "signing in fails, reading is paused: " + sentence(failure) + "; next try: "
                        + tickets.nextTry());
    }

    private Optional<String> signInUnanswered() {
        Tickets tickets = watched.tickets();
        return tickets.silence()
                .map(silence -> Lasting.words(silence.lasts()) + ", while signing in: " + sentence(silence.reason())
                        + "; reading is paused, next try: " + tickets.nextTry());
    }

    private static String sentence(Failure failure) {
        return failure.className() + "/" + failure.code() + ": " + failure.message();
    }

    private String firstUnfinished() {
        return watched.intake().readings().partitions().stream()
                .filter(one -> one.firstUnfinished().isPresent())
                .map(HealthChecks::firstUnfinished)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String firstUnfinished(PartitionProgress one) {
        return new Origin(one.topic(), one.partition(), one.firstUnfinished().getAsLong()).toString();
    }
}
