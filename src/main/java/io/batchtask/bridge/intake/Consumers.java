package io.batchtask.bridge.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the consumers of this process last reported, each from its polling thread: whoever wants to know touches no
 * consumer. A consumer that has died without a word is told by its silence.
 */
final class Consumers {
    private final Map<Object, Report> open = new ConcurrentHashMap<>();
    private final Clock clock;
    private int most; // ever open at once: that many there should be
    private Optional<Instant> fewerSince = Optional.empty(); // or since the last attempt to replace the missing one

    /** @param sinceHeartbeat empty while it is no member of the group */
    private record Report(Instant lastPoll, Optional<Duration> sinceHeartbeat, List<PartitionStanding> partitions) {}

    Consumers(Clock clock) {
        this.clock = clock;
    }

    /** A consumer is about to be made, which may fail. */
    synchronized void attempted() {
        fewerSince = Optional.of(clock.instant());
    }

    synchronized void opened(Object consumer) {
        open.put(consumer, new Report(clock.instant(), Optional.empty(), List.of()));
        most = Math.max(most, open.size());
        if (open.size() == most) {
            fewerSince = Optional.empty();
        }
    }

    synchronized void closed(Object consumer) {
        if (open.remove(consumer) != null) {
            fewerSince = Optional.of(clock.instant());
        }
    }

    void polling(Object consumer) {
        open.computeIfPresent(
                consumer, (key, last) -> new Report(clock.instant(), last.sinceHeartbeat(), last.partitions()));
    }

    void report(Object consumer, Optional<Duration> sinceHeartbeat, List<PartitionStanding> partitions) {
        open.computeIfPresent(
                consumer, (key, last) -> new Report(last.lastPoll(), sinceHeartbeat, List.copyOf(partitions)));
    }

    /** When the most silent of them was heard of; empty before the first is made. */
    synchronized Optional<Instant> quietSince() {
        Instant quiet = fewerSince.orElse(Instant.MAX);
        for (Report report : open.values()) {
            quiet = report.lastPoll().isBefore(quiet) ? report.lastPoll() : quiet;
        }
        return Optional.of(quiet).filter(known -> known != Instant.MAX);
    }

    /** The longest any of them has not spoken to the group; empty when one is no member, or there is none. */
    Optional<Duration> sinceHeartbeat() {
        Optional<Duration> longest = Optional.empty();
        for (Report report : open.values()) {
            if (report.sinceHeartbeat().isEmpty()) {
                return Optional.empty();
            }
            Duration age = report.sinceHeartbeat().get();
            longest = longest.filter(other -> other.compareTo(age) > 0).or(() -> Optional.of(age));
        }
        return longest;
    }

    List<PartitionStanding> partitions() {
        List<PartitionStanding> all = new ArrayList<>();
        open.values().forEach(report -> all.addAll(report.partitions()));
        return all;
    }
}
