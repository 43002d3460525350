package io.batchtask.bridge.intake;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** All windows of this process, and the question whether more may be read. */
public final class Intake {

    private final Map<TopicPartition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private final Set<String> formerLogs = ConcurrentHashMap.newKeySet();
    private final Backpressure inHand = Backpressure.ofAll();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();
    private final AtomicLong unreadLost = new AtomicLong();
    private final ConsumerReports consumers = new ConsumerReports(System::nanoTime);
    private final Limits limits;
    private final Executor workers;
    private final BooleanSupplier outage;

    private volatile boolean stopping;
    private volatile Optional<LogIdentity> log = Optional.empty();
    private volatile Optional<Duration> groupSession = Optional.empty();

    /**
     * The bounds of memory and of repeats after a crash. What the process as a whole may have in hand is shared: at the
     * bound, reading pauses for those partitions only that have their share of it.
     *
     * @param runnable unfinished records in the process, but for those that wait behind an earlier one of their lane, or
     *     for the end of a back-off
     * @param records unfinished records in the process, waiting ones included
     * @param bytes keys, values and headers of unfinished records in the process
     * @param span records a partition may be ahead of its first unfinished one; reading pauses for that partition
     * @param drain longest wait for calls under way when partitions are given back
     * @param delivery longest time from a publication to the news that it has failed: in a drain none begins later than
     *     that before the end
     */
    public record Limits(int runnable, int records, long bytes, int span, Duration drain, Duration delivery) {
        private static final long MEBIBYTE = 1 << 20;

        /**
         * Sized by the number of calls: enough records in hand to keep every call busy between two polls, and room for
         * one call that takes hundreds of times as long as the others. A partition full of a stuck key's records leaves
         * room for all others.
         */
        public static Limits forCalls(int maxInFlight, Duration drain, Duration delivery) {
            int span = Math.max(20_000, 20 * maxInFlight);
            return new Limits(Math.max(1_000, 4 * maxInFlight), 2 * span, 64 * MEBIBYTE, span, drain, delivery);
        }
    }

    /** @param outage whether NetServer is known to be of no use at present: nothing is read meanwhile */
    public Intake(Limits limits, Executor workers, BooleanSupplier outage) {
        this.limits = limits;
        this.workers = workers;
        this.outage = outage;
    }

    /**
     * Takes over a record that Camel hands over; returns at once.
     *
     * @param lane records with equal lanes of one partition run one after the other, in order
     * @param start called on another thread when it is the record's turn
     * @throws IllegalStateException if the record did not come through a {@link WindowedConsumer}
     */
    public void accept(Origin origin, Object lane, Consumer<InFlight> start) {
        PartitionWindow window = windows.get(new TopicPartition(origin.topic(), origin.partition()));
        if (window == null) {
            throw new IllegalStateException(origin + " was handed over, but its partition has no window");
        }
        window.accept(origin.offset(), lane, start);
    }

    /** Records read and not yet finished. */
    public int unfinished() {
        return inHand.unfinished();
    }

    /** Records read so far; those of lost assignments included. */
    public long received() {
        return received.get();
    }

    /** Records that were unfinished when their partition was taken away; whoever has it now reads them again. */
    public long givenBack() {
        return givenBack.get();
    }

    /**
     * How long the first unfinished record of a partition has held its commit point up, the longest of all; zero when
     * there is none. A record that merely waits while those before it are finished holds nothing up.
     */
    public Duration oldestUnfinished() {
        long oldest = Long.MAX_VALUE;
        for (PartitionWindow window : windows.values()) {
            oldest = Math.min(oldest, window.oldestUnfinished());
        }
        return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest);
    }

    /** From now on nothing more is read, and nothing more begins that waits behind an earlier record of its lane. */
    public void stopReading() {
        stopping = true;
        windows.values().forEach(PartitionWindow::stopLanes);
    }

    /**
     * Waits until everything that has begun is finished, and the broker knows it. In the last third of the time nothing
     * new is begun, and calls under way are waited for: a call that is cut off is made again by whoever is next.
     *
     * @return false when something is left: behind another record of its lane, because the time ran out, or because an
     *     outage keeps it from ending
     */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        return new Drain(windows.values(), inHand, consumers, outage).await(atMost);
    }

    /** Why Kafka, or a part of it, cannot be read at present; empty when it can. */
    public Optional<String> trouble() {
        return consumers.trouble();
    }

    /** How long the most silent of the consumers has not been heard of; empty before the first is made. */
    public Optional<Duration> quietFor() {
        return consumers.quietFor();
    }

    /** The longest any consumer has not spoken to the group; empty when one of them is no member, or there is none. */
    public Optional<Duration> sinceHeartbeat() {
        return consumers.sinceHeartbeat();
    }

    /** Requests that were gone from the log before they had been read. */
    public long unreadLost() {
        return unreadLost.get();
    }

    /** The ids topic as the cluster knows it; another one in the same cluster than before: it has been made anew. */
    public void logIs(String cluster, Uuid topic) {
        LogIdentity now = new LogIdentity(cluster + "/" + topic);
        if (!formerLogs.contains(now.log())) { // ids do not come back; a broker that is behind may tell an old one
            log.filter(known -> !known.equals(now)).ifPresent(known -> formerLogs.add(known.log()));
            log = Optional.of(now);
        }
    }

    Optional<LogIdentity> log() {
        return log;
    }

    /** The broker's session time-out for members of our group; it decides where the client does not (KIP-848). */
    public void groupSession(Duration timeout) {
        groupSession = Optional.of(timeout);
    }

    Optional<Duration> groupSession() {
        return groupSession;
    }

    /** The partitions this process has at present. */
    public List<PartitionProgress> partitions() {
        return consumers.partitions();
    }

    public ConsumerReports consumers() {
        return consumers;
    }

    void read() {
        received.incrementAndGet();
    }

    void lostUnread(long requests) {
        unreadLost.addAndGet(requests);
    }

    /** @return false when that is known already */
    public boolean cannotRead(Object who, Throwable reason) {
        return consumers.inTrouble(who, reason.getClass().getSimpleName() + ": " + Causes.explain(reason));
    }

    public Limits limits() {
        return limits;
    }

    /** Whether {@link #stopReading} has been called. */
    public boolean isStopping() {
        return stopping;
    }

    /** A fresh window; one that is left over from a consumer that vanished without a word is closed. */
    PartitionWindow open(TopicPartition partition, Lease lease) {
        PartitionWindow window = new PartitionWindow(inHand.part(), lease, workers::execute, System::nanoTime);
        PartitionWindow former = windows.put(partition, window);
        if (former != null) {
            givenBack.addAndGet(former.close());
        }
        if (stopping) {
            window.stopLanes(); // of a rebalance in between
        }
        return window;
    }

    void close(TopicPartition partition, PartitionWindow window) {
        windows.remove(partition, window);
        givenBack.addAndGet(window.close());
    }

    /** Whether reading has to pause altogether. */
    boolean mustPause() {
        return stopping || outage.getAsBoolean();
    }

    /** Whether that partition has its share of what the process may have in hand. */
    boolean hasItsShare(PartitionWindow window) {
        return window.inHand().hasItsShare(limits, windows.size());
    }
}
