package io.batchtask.bridge.intake;

import io.batchtask.bridge.task.Origin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The windows of all partitions this process has, what they hold together, and whether more may be read. */
final class OpenWindows implements Assignment.Windows, Drain.Windows {
    private final Map<TopicPartition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private final Map<PartitionWindow, Backpressure> shares = new ConcurrentHashMap<>(); // of the open ones
    private final Backpressure whole = Backpressure.ofAll();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();
    private final IntakeLimits limits;
    private final Executor workers;
    private final BooleanSupplier outage;

    private volatile boolean stopping;

    OpenWindows(IntakeLimits limits, Executor workers, BooleanSupplier outage) {
        this.limits = limits;
        this.workers = workers;
        this.outage = outage;
    }

    /** A new window; one that a consumer left behind when it vanished is closed. */
    @Override
    public PartitionWindow open(TopicPartition partition, Lease lease) {
        Backpressure share = whole.part();
        PartitionWindow window = new PartitionWindow(share, lease, workers::execute, System::nanoTime);
        shares.put(window, share);
        PartitionWindow former = windows.put(partition, window);
        if (former != null) {
            close(former);
        }
        if (stopping) {
            window.stopLanes(); // a rebalance during the stop
        }
        return window;
    }

    @Override
    public void close(TopicPartition partition, PartitionWindow window) {
        windows.remove(partition, window);
        close(window);
    }

    private void close(PartitionWindow window) {
        shares.remove(window);
        givenBack.addAndGet(window.close());
    }

    /** @throws IllegalStateException if the record's partition has no window */
    void accept(Origin origin, Object lane, Consumer<InFlight> start) {
        PartitionWindow window = windows.get(new TopicPartition(origin.topic(), origin.partition()));
        if (window == null) {
            throw new IllegalStateException(origin + " was handed over, but its partition has no window");
        }
        window.accept(origin.offset(), lane, start);
    }

    @Override
    public void registered() {
        received.incrementAndGet();
    }

    void stopReading() {
        stopping = true;
        windows.values().forEach(PartitionWindow::stopLanes);
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    /** Whether reading has to pause altogether. */
    boolean mustPause() {
        return stopping || outage.getAsBoolean();
    }

    @Override
    public boolean isFull(PartitionWindow window) {
        return window.offsets().span() >= limits.span() || hasItsShare(window);
    }

    /** Whether that partition has its share of what the process may hold. */
    boolean hasItsShare(PartitionWindow window) {
        Backpressure share = shares.get(window); // null: closed, and so without records
        return share != null && share.hasItsShare(limits, windows.size());
    }

    /** Records read so far; those of lost assignments included. */
    long received() {
        return received.get();
    }

    /** Records that were unfinished when their partition was taken away. */
    long givenBack() {
        return givenBack.get();
    }

    @Override
    public int unfinished() {
        return whole.unfinished();
    }

    @Override
    public int begun() {
        return whole.begun();
    }

    /** Records that wait for what the next owner of their partition may wait for as well. */
    int lingering() {
        return whole.lingering();
    }

    /**
     * Since when a first unfinished record has held a commit point up, at the earliest; {@code Long.MAX_VALUE}: none.
     */
    long oldestUnfinished() {
        long oldest = Long.MAX_VALUE;
        for (PartitionWindow window : windows.values()) {
            oldest = Math.min(oldest, window.offsets().firstSince());
        }
        return oldest;
    }

    @Override
    public boolean isQuiet() {
        return windows.values().stream().allMatch(PartitionWindow::isQuiet);
    }

    @Override
    public boolean isChanged() {
        return windows.values().stream().anyMatch(window -> window.offsets().isChanged());
    }

    @Override
    public void beginNothingMore() {
        // Results may leave as long as there are producers, which are closed before the group is left.
        windows.values().forEach(window -> window.drain(Long.MAX_VALUE));
    }
}
