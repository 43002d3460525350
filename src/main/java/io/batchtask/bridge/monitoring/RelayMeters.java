package io.batchtask.bridge.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Meters of the relay beside the ledger; they cost nothing until they are read. */
public final class RelayMeters {
    private final MeterRegistry meters;
    private final Readings readings;

    private RelayMeters(MeterRegistry meters, Readings readings) {
        this.meters = meters;
        this.readings = readings;
    }

    /**
     * Registers them.
     *
     * @param maxInFlight calls allowed at once
     */
    public static void register(MeterRegistry meters, Readings readings, String version, int maxInFlight) {
        RelayMeters relay = new RelayMeters(meters, readings);
        Gauge.builder("batchtask.build.info", () -> 1)
                .description("always 1; the version is the label")
                .tag("version", version)
                .register(meters);
        relay.calls(maxInFlight);
        relay.netServer();
        relay.kafka();
    }

    private void calls(int maxInFlight) {
        gauge("batchtask.calls.in.flight", "SOAP look-ups under way", Readings::callsUnderWay);
        gauge("batchtask.calls.waiting", "look-ups that wait for their turn to call", Readings::callsWaiting);
        gauge("batchtask.calls.limit", "SOAP look-ups allowed at once", ignored -> maxInFlight);
        gauge(
                "batchtask.calls.rate.limit",
                "SOAP calls a second allowed at present, fewer while NetServer throttles; 0 without a limit",
                Readings::callsPerSecond);
        TimeGauge.builder("batchtask.oldest.unfinished", readings, TimeUnit.MILLISECONDS, now -> now.oldestUnfinished()
                        .toMillis())
                .description(
                        "how long the first unfinished record of a partition has held its commit point up, the longest of all")
                .register(meters);
        counter("batchtask.lookups.repeated", "look-ups that had to be repeated", Readings::lookUpsRepeated);
    }

    private void netServer() {
        flag("batchtask.breaker.open", "1 while NetServer does not answer and reading pauses", Readings::breakerOpen);
        counter("batchtask.breaker.openings", "outages of NetServer", Readings::outages);
        counter("batchtask.breaker.probes", "calls that found out whether NetServer answers", Readings::probes);
        flag("batchtask.tenant.closed", "1 while the tenant takes no calls", Readings::tenantClosed);
        counter("batchtask.sign.ins", "tickets obtained", Readings::signIns);
        flag("batchtask.sign.in.refused", "1 while signing in is refused and reading pauses", Readings::signInRefused);
        counter(
                "batchtask.http.client.deaths",
                "times the HTTP client died of an error and another one took over",
                Readings::httpClientDeaths);
    }

    private void kafka() {
        flag("batchtask.broker.reachable", "1 while the Kafka cluster answers", Readings::brokerReachable);
        counter(
                "batchtask.unread.lost",
                "requests that retention or a cut log took away before they had been read",
                Readings::unreadLost);
        gauge(
                "batchtask.unread.at.risk",
                "offsets that another deletion from the log like the last one would take unfinished",
                Readings::unreadAtRisk);
        repeats("info", Readings::eventsRepeated);
        repeats("dead-letter", Readings::deadLettersRepeated);
    }

    private void repeats(String topic, ToDoubleFunction<Readings> value) {
        FunctionCounter.builder("batchtask.publish.repeats", readings, value)
                .tag("to", topic)
                .description("times a record was offered to Kafka again")
                .register(meters);
    }

    private void counter(String name, String description, ToDoubleFunction<Readings> value) {
        FunctionCounter.builder(name, readings, value).description(description).register(meters);
    }

    private void flag(String name, String description, Predicate<Readings> value) {
        gauge(name, description, now -> value.test(now) ? 1 : 0);
    }

    private void gauge(String name, String description, ToDoubleFunction<Readings> value) {
        Gauge.builder(name, readings, value)
                .description(description)
                .strongReference(true)
                .register(meters);
    }
}
