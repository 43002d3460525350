package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * What the consumers of this process last reported, each from its polling thread: whoever wants to know touches no
 * consumer. A consumer that has died without a word is told by its silence.
 */
final class Consumers {
    private final Map<Object, Report> open = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private int most; // ever open at once: that many there should be
    private OptionalLong fewerSince = OptionalLong.empty(); // or since the last attempt to replace the missing one

    /** @param sinceHeartbeat empty while it is no member of the group */
    private record Report(long lastPoll, Optional<Duration> sinceHeartbeat, List<PartitionStanding> partitions) {}

    Consumers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A consumer is about to be made, which may fail. */
    synchronized void attempted() {
        fewerSince = OptionalLong.of(nanoTime.getAsLong());
    }

    synchronized void opened(Object consumer) {
        open.put(consumer, new Report(nanoTime.getAsLong(), Optional.empty(), List.of()));
        most = Math.max(most, open.size());
        if (open.size() == most) {
            fewerSince = OptionalLong.empty();
        }
    }

    synchronized void closed(Object consumer) {
        if (open.remove(consumer) != null) {
            fewerSince = OptionalLong.of(nanoTime.getAsLong());
        }
    }

    void polling(Object consumer) {
        open.computeIfPresent(
                consumer, (key, last) -> new Report(nanoTime.getAsLong(), last.sinceHeartbeat(), last.partitions()));
    }

    void report(Object consumer, Optional<Duration> sinceHeartbeat, List<PartitionStanding> partitions) {
        open.computeIfPresent(
                consumer, (key, last) -> new Report(last.lastPoll(), sinceHeartbeat, List.copyOf(partitions)));
    }

    /** How long the most silent of them has not been heard of; empty before the first is made. */
    synchronized Optional<Duration> quietFor() {
        long now = nanoTime.getAsLong();
        LongStream missing = fewerSince.stream();
        LongStream polls = open.values().stream().mapToLong(Report::lastPoll);
        OptionalLong longest =
                LongStream.concat(missing, polls).map(then -> now - then).max();
        return longest.stream().mapToObj(Duration::ofNanos).findFirst();
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
