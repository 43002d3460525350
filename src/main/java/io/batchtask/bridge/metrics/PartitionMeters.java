package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Meters of the partitions this process has at present; those of a partition that is taken away go with it. */
public final class PartitionMeters {
    private final MultiGauge lag;
    private final MultiGauge gap;
    private final MultiGauge span;
    private final MultiGauge paused;
    private final Map<Name, PartitionReading> latest = new ConcurrentHashMap<>();
    private Set<Name> shown = Set.of();

    private record Name(String topic, int partition) {
        static Name of(PartitionReading reading) {
            return new Name(reading.progress().topic(), reading.progress().partition());
        }
    }

    public PartitionMeters(MeterRegistry meters) {
        lag = gauge(meters, "batchtask.partition.lag", "records", "records not finished, unread ones included");
        gap = gauge(meters, "batchtask.partition.gap", "records", "offsets from the first unfinished to the last read");
        span = gauge(
                meters, "batchtask.partition.span", "records", "records held, finished ones behind a gap included");
        paused = gauge(meters, "batchtask.partition.paused", null, "1 while reading the partition is paused");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String unit, String description) {
        return MultiGauge.builder(name).baseUnit(unit).description(description).register(meters);
    }

    /** These are the partitions from now on. For one thread. */
    public void show(Iterable<PartitionReading> readings) {
        Map<Name, PartitionReading> fresh = new ConcurrentHashMap<>();
        readings.forEach(reading -> fresh.put(Name.of(reading), reading));
        latest.putAll(fresh);
        latest.keySet().retainAll(fresh.keySet());
        if (!fresh.keySet().equals(shown)) {
            shown = Set.copyOf(fresh.keySet());
            rows(lag, reading -> reading.lag().isPresent() ? reading.lag().getAsLong() : Double.NaN);
            rows(gap, reading -> reading.progress().gap());
            rows(span, reading -> reading.progress().span());
            rows(paused, reading -> reading.progress().paused() ? 1 : 0);
        }
    }

    private void rows(MultiGauge gauge, ToDoubleFunction<PartitionReading> value) {
        gauge.register(shown.stream().<Row<?>>map(name -> row(name, value)).collect(Collectors.toList()));
    }

    private Row<?> row(Name name, ToDoubleFunction<PartitionReading> value) {
        return Row.of(
                Tags.of("topic", name.topic(), "partition", String.valueOf(name.partition())), latest, readings -> {
                    PartitionReading reading = readings.get(name);
                    return reading == null ? Double.NaN : value.applyAsDouble(reading);
                });
    }
}
