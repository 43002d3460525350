package io.batchtask.bridge.intake;

import io.batchtask.bridge.failure.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What the consumers of this process last reported, each from its polling thread, so that others need not touch a
 * consumer. A consumer that has died without closing shows by the time since its last poll. Safe from any thread.
 */
final class ConsumerReports implements PollFailures.Listener {
    /** A new consumer meets the same trouble after some seconds: until then it is not over. */
    private static final Duration TROUBLE_OUTLIVES = Duration.ofSeconds(10);

    private final Map<Object, Report> open = new ConcurrentHashMap<>();
    private final Map<Object, Trouble> troubles = new ConcurrentHashMap<>();
    private final AtomicLong unreadLost = new AtomicLong();
    private final LongSupplier nanos;
    private int most; // ever open at once: so many there should be
    private Optional<Long> fewerSince = Optional.empty(); // or since the last attempt to replace the missing one

    /** @param sinceHeartbeat empty while it is no member of the group */
    private record Report(
            long lastPoll, Optional<Duration> sinceHeartbeat, List<PartitionProgress> partitions, boolean settled) {}

    /**
     * Why something cannot be read.
     *
     * @param overAt when it is over, by the monotonic clock; empty while the consumer or partition that has it exists
     */
    private record Trouble(String reason, Optional<Long> overAt) {
        boolean isOver(long now) {
            return overAt.filter(time -> now - time >= 0).isPresent();
        }
    }

    /** @param nanos the monotonic clock */
    ConsumerReports(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A consumer is about to be made, which may fail. */
    synchronized void attempted() {
        fewerSince = Optional.of(nanos.getAsLong());
    }

    synchronized void opened(Object consumer) {
        open.put(consumer, new Report(nanos.getAsLong(), Optional.empty(), List.of(), true));
        most = Math.max(most, open.size());
        if (open.size() == most) {
            fewerSince = Optional.empty();
        }
    }

    synchronized void closed(Object consumer) {
        leavesTrouble(consumer);
        if (open.remove(consumer) != null) {
            fewerSince = Optional.of(nanos.getAsLong());
        }
    }

    void polling(Object consumer) {
        open.computeIfPresent(
                consumer,
                (key, last) -> new Report(nanos.getAsLong(), last.sinceHeartbeat(), last.partitions(), last.settled()));
    }

    void report(Object consumer, Optional<Duration> sinceHeartbeat, List<PartitionProgress> partitions) {
        open.computeIfPresent(
                consumer,
                (key, last) -> new Report(last.lastPoll(), sinceHeartbeat, List.copyOf(partitions), last.settled()));
    }

    /** @param settled whether the broker has all there was to commit */
    void settled(Object consumer, boolean settled) {
        open.computeIfPresent(
                consumer,
                (key, last) -> new Report(last.lastPoll(), last.sinceHeartbeat(), last.partitions(), settled));
    }

    boolean areNone() {
        return open.isEmpty();
    }

    boolean areSettled() {
        return open.values().stream().allMatch(Report::settled);
    }

    @Override
    public boolean cannotRead(Object who, Throwable reason) {
        return inTrouble(who, reason.getClass().getSimpleName() + ": " + Causes.explain(reason));
    }

    /** @return false when that is known already */
    synchronized boolean inTrouble(Object who, String reason) {
        long now = nanos.getAsLong();
        troubles.values().removeIf(trouble -> trouble.isOver(now));
        boolean news =
                troubles.values().stream().noneMatch(trouble -> trouble.reason().equals(reason));
        troubles.put(who, new Trouble(reason, Optional.empty()));
        return news;
    }

    /** That consumer has read again. */
    void outOfTrouble(Object consumer) {
        troubles.remove(consumer);
    }

    /** The consumer or partition that had it is gone; its successor may meet it again. */
    void leavesTrouble(Object who) {
        long overAt = nanos.getAsLong() + TROUBLE_OUTLIVES.toNanos();
        troubles.computeIfPresent(who, (key, trouble) -> new Trouble(trouble.reason(), Optional.of(overAt)));
    }

    /** Why one of them cannot read; empty when all can. */
    Optional<String> trouble() {
        long now = nanos.getAsLong();
        return troubles.values().stream()
                .filter(trouble -> !trouble.isOver(now))
                .map(Trouble::reason)
                .sorted()
                .findFirst();
    }

    void lostUnread(long requests) {
        unreadLost.addAndGet(requests);
    }

    /** Requests that the log had deleted before they were read. */
    long unreadLost() {
        return unreadLost.get();
    }

    /** The longest time since one of them last polled; empty before the first is made. */
    synchronized Optional<Duration> quietFor() {
        long now = nanos.getAsLong();
        return Stream.concat(fewerSince.stream(), open.values().stream().map(Report::lastPoll))
                .map(heard -> Duration.ofNanos(now - heard))
                .max(Comparator.naturalOrder());
    }

    /** The longest time since one's last heartbeat; empty when one is no member, or there is none. */
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

    List<PartitionProgress> partitions() {
        List<PartitionProgress> all = new ArrayList<>();
        open.values().forEach(report -> all.addAll(report.partitions()));
        return all;
    }
}
