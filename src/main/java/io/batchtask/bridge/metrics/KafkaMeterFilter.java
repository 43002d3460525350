package io.batchtask.bridge.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Lets through those of Kafka's own metrics that tell a trouble, and keeps the others out: of some 250 in a process,
 * most are means and rates that Prometheus works out by itself, or the same once more for each broker and topic.
 */
public final class KafkaMeterFilter implements MeterFilter {
    private static final String KAFKA = "kafka.";

    /** Of any client: whether it is connected, and whether it may be. */
    private static final Set<String> OF_EACH =
            Set.of("connection.count", "failed.authentication.total", "successful.authentication.total");

    private static final Set<String> OF_CONSUMERS = Set.of(
            "last.poll.seconds.ago",
            "time.between.poll.max",
            "coordinator.last.heartbeat.seconds.ago",
            "coordinator.assigned.partitions",
            "coordinator.rebalance.total",
            "coordinator.failed.rebalance.total",
            "coordinator.commit.latency.max",
            "fetch.manager.records.lag.max",
            "fetch.manager.bytes.consumed.total",
            "fetch.manager.fetch.latency.max",
            "fetch.manager.fetch.throttle.time.max");

    private static final Set<String> OF_PRODUCERS = Set.of(
            "record.send.total",
            "record.error.total",
            "record.retry.total",
            "record.queue.time.max",
            "record.size.max",
            "request.latency.max",
            "requests.in.flight",
            "produce.throttle.time.max",
            "buffer.available.bytes",
            "buffer.exhausted.total",
            "bufferpool.wait.time.ns.total");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        return !name.startsWith(KAFKA) || isEssential(name) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    private static boolean isEssential(String name) {
        String[] parts = name.split("\\.", 3); // kafka, the client, and what
        Set<String> ofItsKind =
                switch (parts[1]) {
                    case "consumer" -> OF_CONSUMERS;
                    case "producer" -> OF_PRODUCERS;
                    default -> Set.of();
                };
        return parts.length == 3 && (ofItsKind.contains(parts[2]) || OF_EACH.contains(parts[2]));
    }
}
