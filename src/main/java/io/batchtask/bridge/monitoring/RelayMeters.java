package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.calls.CallSnapshot;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.relay.RelaySnapshot;
import io.batchtask.bridge.relay.Writing;
import io.batchtask.bridge.settings.Version;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Meters of the relay beside the ledger; they cost nothing until they are read. */
final class RelayMeters implements MeterBinder {
    private final Watched watched;
    private final ClusterWatch cluster;
    private final LogBounds log;
    private final int maxInFlight;

    /** @param maxInFlight calls allowed at once */
    RelayMeters(Watched watched, ClusterWatch cluster, LogBounds log, int maxInFlight) {
        this.watched = watched;
        this.cluster = cluster;
        this.log = log;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("batchtask.build.info", () -> 1)
                .description("always 1; the version is the label")
                .tag("version", Version.current())
                .register(meters);
        Registration to = new Registration(meters, watched);
        calls(to);
        netServer(to);
        kafka(to);
    }

    private void calls(Registration to) {
        to.gauge("batchtask.calls.in.flight", "SOAP look-ups under way", calls(CallSnapshot::inFlight));
        to.gauge("batchtask.calls.waiting", "look-ups that wait for their turn to call", calls(CallSnapshot::waiting));
        to.gauge("batchtask.calls.limit", "SOAP look-ups allowed at once", now -> maxInFlight);
        to.gauge(
                "batchtask.calls.rate.limit",
                "SOAP calls a second allowed at present, fewer while NetServer throttles; 0 without a limit",
                calls(calls -> calls.perSecond().orElse(0)));
        to.millis(
                "batchtask.oldest.unfinished",
                "how long the first unfinished record of a partition has held its commit point up, the longest of all",
                now -> now.intake().readings().oldestUnfinished().toMillis());
        to.gauge(
                "batchtask.lookups.awaiting.task",
                "look-ups whose task NetServer does not have yet, asked for again within batchtask.retry.not-found-grace",
                now -> now.intake().readings().lingering());
        to.counter(
                "batchtask.lookups.repeated", "look-ups that had to be repeated", calls(CallSnapshot::lookUpsRepeated));
    }

    private static void netServer(Registration to) {
        to.flag(
                "batchtask.breaker.open",
                "1 while NetServer does not answer and reading pauses",
                now -> now.relay().snapshot().calls().outageLasts().isPresent());
        to.counter("batchtask.breaker.openings", "outages of NetServer", calls(CallSnapshot::outages));
        to.counter(
                "batchtask.breaker.probes",
                "calls that found out whether NetServer answers",
                calls(CallSnapshot::probes));
        to.flag("batchtask.tenant.closed", "1 while the tenant takes no calls", now -> now.location()
                .closed()
                .isPresent());
        to.counter(
                "batchtask.sign.ins", "tickets obtained", now -> now.tickets().signIns());
        to.flag("batchtask.sign.in.refused", "1 while signing in is refused and reading pauses", now -> now.tickets()
                .refusal()
                .isPresent());
        to.counter(
                "batchtask.http.client.deaths",
                "times the HTTP client died of an error and another one took over",
                now -> now.http().deaths());
    }

    private void kafka(Registration to) {
        to.flag("batchtask.broker.reachable", "1 while the Kafka cluster answers", now -> cluster.reachable());
        to.counter(
                "batchtask.unread.lost",
                "requests that retention or a cut log took away before they had been read",
                now -> now.intake().readings().unreadLost());
        to.gauge(
                "batchtask.unread.at.risk",
                "offsets that another deletion from the log like the last one would take unfinished",
                now -> log.atRisk());
        to.writing("info", RelaySnapshot::events);
        to.writing("dead-letter", RelaySnapshot::deadLetters);
        to.flag(
                "batchtask.member.fenced",
                "1 while another process has our group.instance.id and this one does not read",
                now -> now.intake().readings().fenced().isPresent());
    }

    private static ToDoubleFunction<Watched> calls(ToDoubleFunction<CallSnapshot> value) {
        return relay(relay -> value.applyAsDouble(relay.calls()));
    }

    private static ToDoubleFunction<Watched> relay(ToDoubleFunction<RelaySnapshot> value) {
        return now -> value.applyAsDouble(now.relay().snapshot());
    }

    /** A registry, and what each meter reads; the watched parts are kept for as long as the registry is. */
    private record Registration(MeterRegistry meters, Watched watched) {
        void gauge(String name, String description, ToDoubleFunction<Watched> value) {
            Gauge.builder(name, watched, value)
                    .description(description)
                    .strongReference(true)
                    .register(meters);
        }

        void flag(String name, String description, Predicate<Watched> value) {
            gauge(name, description, now -> value.test(now) ? 1 : 0);
        }

        void millis(String name, String description, ToDoubleFunction<Watched> value) {
            TimeGauge.builder(name, watched, TimeUnit.MILLISECONDS, value)
                    .description(description)
                    .strongReference(true)
                    .register(meters);
        }

        void counter(String name, String description, ToDoubleFunction<Watched> value) {
            FunctionCounter.builder(name, watched, value)
                    .description(description)
                    .register(meters);
        }

        void writing(String topic, Function<RelaySnapshot, Writing> writing) {
            FunctionCounter.builder("batchtask.publish.repeats", watched, relay(now -> writing.apply(now)
                            .refusals()))
                    .tag("to", topic)
                    .description("times a record was offered to Kafka again")
                    .register(meters);
            Gauge.builder("batchtask.publish.repeating", watched, relay(now -> writing.apply(now)
                            .repeating()))
                    .tag("to", topic)
                    .description("records Kafka has refused and that are offered again at present")
                    .strongReference(true)
                    .register(meters);
        }
    }
}
