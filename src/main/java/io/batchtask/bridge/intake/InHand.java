package io.batchtask.bridge.intake;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this process has read and not finished, over all windows, and whether that is enough for now. Records that wait
 * behind an earlier one of their key are bounded on their own and far more generously: they need no call yet, and one
 * stuck key must not stop the others.
 */
final class InHand implements Totals {
    private final Intake.Limits limits;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();
    private volatile boolean full;

    InHand(Intake.Limits limits) {
        this.limits = limits;
    }

    @Override
    public void registered(int size) {
        received.incrementAndGet();
        unfinished.incrementAndGet();
        bytes.addAndGet(size);
    }

    @Override
    public void queued(int more) {
        queued.addAndGet(more);
    }

    @Override
    public void finished(int size) {
        unfinished.decrementAndGet();
        bytes.addAndGet(-size);
    }

    @Override
    public void givenBack(int records, int ofThemQueued, long size) {
        givenBack.addAndGet(records);
        queued.addAndGet(-ofThemQueued); // before the other: what can run is never fewer than there are
        unfinished.addAndGet(-records);
        bytes.addAndGet(-size);
    }

    /**
     * Whether no more may be read; once it is, until each sum is well below its bound again. Of all records three
     * quarters: a partition that is full of a stuck key's records is half of them, and must not keep the others waiting.
     */
    boolean isFull() {
        int all = unfinished.get();
        int runnable = runnable();
        if (runnable >= limits.runnable() || all >= limits.records() || bytes.get() >= limits.bytes()) {
            full = true;
        } else if (runnable <= limits.runnable() / 2
                && all <= limits.records() / 4 * 3
                && bytes.get() <= limits.bytes() / 2) {
            full = false;
        }
        return full;
    }

    /** Unfinished and not waiting behind another record of their lane. */
    int runnable() {
        return unfinished.get() - queued.get();
    }

    int unfinished() {
        return unfinished.get();
    }

    long received() {
        return received.get();
    }

    long givenBack() {
        return givenBack.get();
    }
}
