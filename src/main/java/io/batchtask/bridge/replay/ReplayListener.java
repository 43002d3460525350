package io.batchtask.bridge.replay;

/** What a replay tells while it runs, and asks. Called on the thread that runs it. */
public interface ReplayListener {
    /** Something a person wants to know: that another replay is waited for, that a broker does not answer, a canary. */
    void note(String line);

    /**
     * Reading, to count what is there.
     *
     * @param read offsets passed
     * @param of offsets to pass
     */
    void counting(long read, long of);

    /**
     * Before the first is sent; not when there is nothing to send.
     *
     * @param found what there is, and what would become of each
     * @return whether to go on
     */
    boolean mayBegin(Tally found);

    /**
     * A transaction has been committed.
     *
     * @param sent so far
     * @param of so many are to be sent
     */
    void sending(long sent, long of);
}
