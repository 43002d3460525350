package io.batchtask.bridge.intake;

import java.util.concurrent.atomic.AtomicLong;

/** The sums a window reports, kept so that a test can balance them. */
final class Books implements PartitionWindow.Totals {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();

    @Override
    public void registered() {
        received.incrementAndGet();
    }

    @Override
    public void finished() {
        finished.incrementAndGet();
    }

    @Override
    public void givenBack(int records) {
        givenBack.addAndGet(records);
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
}
