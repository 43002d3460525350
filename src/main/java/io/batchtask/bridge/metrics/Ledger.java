package io.batchtask.bridge.metrics;

import io.batchtask.bridge.failure.FailureClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The books: {@code received = published + rejected + dropped + in flight + given back}. Every record is in exactly one
 * place; records given back to the group are received again by the member that has them next.
 */
public final class Ledger {
    private final LongSupplier received;
    private final LongSupplier inFlight;
    private final LongSupplier givenBack;
    private final Counter published;
    private final Counter notFound;
    private final Counter dropped;
    private final Map<FailureClass, Counter> rejected = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    public Ledger(MeterRegistry meters, LongSupplier received, LongSupplier inFlight, LongSupplier givenBack) {
        this.meters = meters;
        this.received = received;
        this.inFlight = inFlight;
        this.givenBack = givenBack;
        FunctionCounter.builder("batchtask.records.received", received, LongSupplier::getAsLong)
                .description("records read")
                .register(meters);
        FunctionCounter.builder("batchtask.records.given.back", givenBack, LongSupplier::getAsLong)
                .description("records unfinished when their partition was taken away")
                .register(meters);
        Gauge.builder("batchtask.records.in.flight", inFlight, LongSupplier::getAsLong)
                .description("records read and not finished")
                .register(meters);
        this.published = counter(meters, "info");
        this.notFound = counter(meters, "notfound");
        this.dropped = Counter.builder("batchtask.records.dropped")
                .description("tasks not found, by policy without an event")
                .register(meters);
        // Those that end an attempt and never a request are not there from the start.
        EnumSet.complementOf(EnumSet.of(FailureClass.SIGN_IN, FailureClass.UNAVAILABLE))
                .forEach(this::rejections);
    }

    private Counter rejections(FailureClass failure) {
        return rejected.computeIfAbsent(failure, one -> Counter.builder("batchtask.records.rejected")
                .tag("class", one.word())
                .description("dead letters acknowledged by the broker")
                .register(meters));
    }

    private static Counter counter(MeterRegistry meters, String type) {
        return Counter.builder("batchtask.records.published")
                .tag("type", type)
                .description("events acknowledged by the broker")
                .register(meters);
    }

    /** @param found whether the event describes a task, or says that there is none */
    public void published(boolean found) {
        (found ? published : notFound).increment();
    }

    public void rejected(FailureClass failure) {
        rejections(failure).increment();
    }

    public void dropped() {
        dropped.increment();
    }

    /** The books as they stand. */
    public Balance balance() {
        return new Balance(
                received.getAsLong(),
                (long) (published.count() + notFound.count()),
                (long) rejected.values().stream().mapToDouble(Counter::count).sum(),
                (long) dropped.count(),
                inFlight.getAsLong(),
                givenBack.getAsLong());
    }
}
