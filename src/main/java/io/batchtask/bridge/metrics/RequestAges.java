package io.batchtask.bridge.metrics;

import io.batchtask.bridge.intake.PartitionProgress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * The age of the oldest request that has neither event nor dead letter yet, unread ones included. Of one in hand the
 * time stamp is known. While none is in hand, as in an outage, the next unread one was written after the last one that
 * was read, and after the partition was last seen without a request; so it is at most as old as the later of the two.
 */
public final class RequestAges {
    private static final long NOTHING_WAITS = Long.MAX_VALUE;

    private final Clock clock;
    private final Map<TopicPartition, Long> lastEmpty = new HashMap<>(); // or first seen, when it never was
    private volatile long oldest = NOTHING_WAITS;

    public RequestAges(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        TimeGauge.builder("batchtask.oldest.request.age", this, TimeUnit.MILLISECONDS, RequestAges::millis)
                .description("age of the oldest request that is not finished, unread ones included; 0 when none waits")
                .strongReference(true)
                .register(meters);
    }

    /** These are the partitions from now on. For one thread. */
    public void show(Iterable<PartitionReading> readings) {
        long now = clock.millis();
        long first = NOTHING_WAITS;
        Map<TopicPartition, Long> before = new HashMap<>(lastEmpty);
        lastEmpty.clear();
        for (PartitionReading reading : readings) {
            PartitionProgress progress = reading.progress();
            TopicPartition name = new TopicPartition(progress.topic(), progress.partition());
            boolean isKnown = reading.lag().isPresent(); // not while a leader moves
            boolean waits = isKnown
                    ? reading.lag().getAsLong() > 0
                    : progress.times().oldest().isPresent();
            long empty = waits || !isKnown ? before.getOrDefault(name, now) : now;
            lastEmpty.put(name, empty);
            if (waits) {
                first = Math.min(first, since(progress, empty));
            }
        }
        oldest = first;
    }

    private static long since(PartitionProgress progress, long empty) {
        OptionalLong inHand = progress.times().oldest();
        return inHand.isPresent()
                ? inHand.getAsLong()
                : Math.max(empty, progress.times().latest().orElse(empty));
    }

    private double millis() {
        return oldest == NOTHING_WAITS ? 0 : Math.max(0, clock.millis() - oldest);
    }
}
