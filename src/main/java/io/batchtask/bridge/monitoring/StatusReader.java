package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.calls.CallSnapshot;
import io.batchtask.bridge.health.CheckResult;
import io.batchtask.bridge.health.Health;
import io.batchtask.bridge.health.HealthReport;
import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.health.Question;
import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.metrics.Balance;
import io.batchtask.bridge.metrics.CallTimers;
import io.batchtask.bridge.metrics.PartitionMeters;
import io.batchtask.bridge.metrics.PartitionReading;
import io.batchtask.bridge.metrics.Percentiles;
import io.batchtask.bridge.metrics.RequestAges;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.Version;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads, once a second, what the status page shows and what the partitions' meters show. */
final class StatusReader {
    private final Watched watched;
    private final Health health;
    private final LogBounds log;
    private final CallTimers timers;
    private final Supplier<Balance> ledger;
    private final RecentRecords records;
    private final int limit;
    private final InstanceNames names;
    private final PartitionMeters partitionMeters;
    private final RequestAges requestAges;
    private final Clock clock;
    private long finishedBefore;
    private long readBefore = System.nanoTime();

    StatusReader(
            Watched watched,
            Health health,
            LogBounds log,
            CallTimers timers,
            Supplier<Balance> ledger,
            RecentRecords records,
            Settings settings,
            MeterRegistry meters,
            Clock clock) {
        this.watched = watched;
        this.health = health;
        this.log = log;
        this.timers = timers;
        this.ledger = ledger;
        this.records = records;
        this.limit = settings.intake().maxInFlight();
        this.names = new InstanceNames(settings, watched.location());
        this.partitionMeters = new PartitionMeters(meters);
        this.requestAges = new RequestAges(meters, clock);
        this.clock = clock;
    }

    Status read() {
        Balance balance = ledger.get();
        HealthReport report = health.report(Question.READY);
        List<PartitionReading> partitions = partitions();
        partitionMeters.show(partitions);
        requestAges.show(partitions);
        CallSnapshot calls = watched.relay().snapshot().calls();
        return new Status(
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Version.current(),
                names.read(),
                sentence(report, partitions),
                report.up(),
                report.checks().stream()
                        .map(check -> new Status.Check(
                                check.name(), check.up(), check.cause().orElse(null)))
                        .toList(),
                throughput(balance),
                calls(calls),
                balance.inFlight(),
                watched.intake().readings().oldestUnfinished().toMillis() / 1000.0,
                lag(partitions),
                new Status.Ledger(
                        balance.received(),
                        balance.published(),
                        balance.rejected(),
                        balance.dropped(),
                        balance.inFlight(),
                        balance.givenBack()),
                partitions.stream().map(StatusReader::shown).toList(),
                breaker(report, calls),
                signIn(report),
                records.events(),
                records.rejects());
    }

    /** Without the causes, which count seconds: this is read aloud whenever it changes. */
    private static String sentence(HealthReport report, List<PartitionReading> partitions) {
        if (!report.up()) {
            return report.checks().stream()
                    .filter(check -> !check.up())
                    .map(CheckResult::name)
                    .collect(Collectors.joining(", ", "Not ready: ", ""));
        }
        return partitions.stream().anyMatch(one -> one.progress().paused())
                ? "Ready; reading is paused while enough records are in hand"
                : "Ready";
    }

    private synchronized double throughput(Balance balance) {
        long finished = balance.published() + balance.rejected() + balance.dropped();
        long now = System.nanoTime();
        double perSecond = (finished - finishedBefore) * 1e9 / Math.max(1, now - readBefore);
        finishedBefore = finished;
        readBefore = now;
        return rounded(perSecond);
    }

    private Status.Calls calls(CallSnapshot calls) {
        Percentiles recent = timers.recent();
        return new Status.Calls(
                calls.inFlight(),
                limit,
                calls.perSecond().isPresent()
                        ? (Double) rounded(calls.perSecond().getAsDouble())
                        : null,
                calls.waiting(),
                rounded(recent.p50()),
                rounded(recent.p95()),
                rounded(recent.p99()),
                calls.lookUpsRepeated());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private List<PartitionReading> partitions() {
        return watched.intake().readings().partitions().stream()
                .sorted(Comparator.comparing(PartitionProgress::topic).thenComparing(PartitionProgress::partition))
                .map(one -> {
                    OptionalLong end = log.end(one.topic(), one.partition());
                    return new PartitionReading(one, end.isPresent() ? one.lag(end.getAsLong()) : OptionalLong.empty());
                })
                .toList();
    }

    /** Of all our partitions; null while the end of one is not known. */
    private static Long lag(List<PartitionReading> partitions) {
        return partitions.stream().allMatch(one -> one.lag().isPresent())
                ? (Long) partitions.stream()
                        .mapToLong(one -> one.lag().getAsLong())
                        .sum()
                : null;
    }

    private static Status.Partition shown(PartitionReading reading) {
        PartitionProgress one = reading.progress();
        return new Status.Partition(
                one.topic(),
                one.partition(),
                orNull(one.committed()),
                orNull(one.firstUnfinished()),
                orNull(one.position()),
                one.span(),
                one.paused(),
                orNull(reading.lag()));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private Status.Contact breaker(HealthReport report, CallSnapshot calls) {
        String reason = reason(report, "netserver");
        boolean open = calls.outageLasts().isPresent();
        boolean tenantClosed = watched.location().closed().isPresent();
        if (!open && (tenantClosed || reason != null)) { // the breaker has no word for these
            return new Status.Contact(
                    tenantClosed ? "the tenant is closed" : "no answer to sign-in", null, reason, calls.probes());
        }
        return new Status.Contact(
                open ? "calls are held back" : "calls go through", open ? "open" : "closed", reason, calls.probes());
    }

    private Status.Contact signIn(HealthReport report) {
        String reason = reason(report, "sign-in");
        long count = watched.tickets().signIns();
        String state = reason != null
                ? "refused"
                : watched.tickets().silence().isPresent()
                        ? watched.location().closed().isPresent() ? "waits for the tenant" : "not answered"
                        : count == 0 ? "not signed in yet" : "signed in";
        return new Status.Contact(state, null, reason, count);
    }

    private static String reason(HealthReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .flatMap(CheckResult::cause)
                .orElse(null);
    }
}
