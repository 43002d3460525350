package io.batchtask.bridge.intake;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All windows of this process, and the question whether more may be read. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Map<TopicPartition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private final InHand inHand;
    private final Consumers consumers = new Consumers(System::nanoTime);
    private final Limits limits;
    private final Executor workers;
    private final BooleanSupplier outage;

    private volatile boolean stopping;
    private volatile Instant lastPoll = Instant.EPOCH;
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * The bounds of memory and of repeats after a crash. Reading that has paused goes on well below them.
     *
     * @param runnable unfinished records in the process, but for those that wait behind an earlier one of their lane
     * @param records unfinished records in the process, waiting ones included
     * @param bytes keys, values and headers of unfinished records in the process
     * @param span offsets a partition may be ahead of its first unfinished record; reading pauses for that partition
     * @param drain longest wait for calls under way when partitions are given back
     */
    public record Limits(int runnable, int records, long bytes, int span, Duration drain) {
        private static final long MEBIBYTE = 1 << 20;

        /**
         * Sized by the number of calls: enough records in hand to keep every call busy between two polls, and room for
         * one call that takes hundreds of times as long as the others. A partition full of a stuck key's records leaves
         * room for all others.
         */
        public static Limits forCalls(int maxInFlight, Duration drain) {
            int span = Math.max(20_000, 20 * maxInFlight);
            return new Limits(Math.max(1_000, 4 * maxInFlight), 2 * span, 64 * MEBIBYTE, span, drain);
        }
    }

    /** @param outage whether NetServer is known to be of no use at present: nothing is read meanwhile */
    public Intake(Limits limits, Executor workers, BooleanSupplier outage) {
        this.limits = limits;
        this.inHand = new InHand(limits);
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
        return inHand.received();
    }

    /** Records that were unfinished when their partition was taken away; whoever has it now reads them again. */
    public long givenBack() {
        return inHand.givenBack();
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
     * Waits until everything that could run is finished. In the last third of the time nothing new is begun, and calls
     * under way are waited for: a call that is cut off is made again by whoever is next.
     *
     * @return false when something is left: behind another record of its lane, because the time ran out, or because an
     *     outage keeps it from ending
     */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + atMost.toNanos();
        long lastBegin = now + atMost.toNanos() / 3 * 2;
        boolean ending = false;
        while (inHand.runnable() > 0) {
            now = System.nanoTime();
            if (now > deadline || ((ending || outage.getAsBoolean()) && isQuiet())) {
                break;
            }
            if (!ending && now > lastBegin) {
                ending = true;
                windows.values().forEach(PartitionWindow::drain);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        if (unfinished() == 0) {
            return true;
        }
        LOG.warn(
                "stopping with records unfinished, they will be read again; unfinished={} outage={} under-way={}",
                unfinished(),
                outage.getAsBoolean(),
                !isQuiet());
        return false;
    }

    private boolean isQuiet() {
        return windows.values().stream().allMatch(PartitionWindow::isQuiet);
    }

    /** When Kafka was last asked for records; an intake loop that has died stops asking. */
    public Instant lastPoll() {
        return lastPoll;
    }

    /** Why Kafka cannot be read at present; empty when it can. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** How long the most silent of the consumers has not been heard of; empty before the first is made. */
    public Optional<Duration> quietFor() {
        return consumers.quietFor();
    }

    /** The longest any consumer has not spoken to the group; empty when one of them is no member, or there is none. */
    public Optional<Duration> sinceHeartbeat() {
        return consumers.sinceHeartbeat();
    }

    /** The partitions this process has at present. */
    public List<PartitionStanding> partitions() {
        return consumers.partitions();
    }

    Consumers consumers() {
        return consumers;
    }

    void polled() {
        lastPoll = Instant.now();
        trouble = Optional.empty();
    }

    /** @return false when that is known already */
    boolean cannotRead(Exception reason) {
        Optional<String> now = Optional.of(reason.getClass().getSimpleName() + ": " + Causes.explain(reason));
        boolean news = !now.equals(trouble);
        lastPoll = Instant.now();
        trouble = now;
        return news;
    }

    Limits limits() {
        return limits;
    }

    /** Whether {@link #stopReading} has been called. */
    public boolean isStopping() {
        return stopping;
    }

    /** A fresh window; one that is left over from a consumer that vanished without a word is closed. */
    PartitionWindow open(TopicPartition partition) {
        PartitionWindow window = new PartitionWindow(inHand, workers::execute, System::nanoTime);
        PartitionWindow former = windows.put(partition, window);
        if (former != null) {
            former.close();
        }
        if (stopping) {
            window.stopLanes(); // of a rebalance in between
        }
        return window;
    }

    void close(TopicPartition partition, PartitionWindow window) {
        windows.remove(partition, window);
        window.close();
    }

    /** Whether reading has to pause altogether. */
    boolean mustPause() {
        return inHand.isFull() || stopping || outage.getAsBoolean();
    }
}
