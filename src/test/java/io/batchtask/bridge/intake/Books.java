package io.batchtask.bridge.intake;

import java.util.concurrent.atomic.AtomicLong;

/** The sums a window reports, kept so that a test can balance them. */
final class Books implements Totals {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void registered(int size) {
        received.incrementAndGet();
        bytes.addAndGet(size);
    }

    @Override
    public void queued(int more) {
        queued.addAndGet(more);
    }

    @Override
    public void finished(int size) {
        finished.incrementAndGet();
        bytes.addAndGet(-size);
    }

    @Override
    public void givenBack(int records, int ofThemQueued, long size) {
        givenBack.addAndGet(records);
        queued.addAndGet(-ofThemQueued);
        bytes.addAndGet(-size);
    }

    long received() {
        return received.get();
    }

    long finishedRecords() {
        return finished.get();
    }

    long givenBack() {
        return givenBack.get();
    }

    long queued() {
        return queued.get();
    }

    long bytes() {
        return bytes.get();
    }
}
