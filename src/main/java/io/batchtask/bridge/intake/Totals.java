package io.batchtask.bridge.intake;

/** Sums over all windows of the process. */
interface Totals {
    void registered(int bytes);

    /** So many more, or fewer, wait behind another record of their lane. */
    void queued(int more);

    void finished(int bytes);

    /** Unfinished records, queued ones among them, are no longer ours. */
    void givenBack(int records, int queued, long bytes);
}
