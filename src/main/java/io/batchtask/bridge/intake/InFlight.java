package io.batchtask.bridge.intake;

/** One record under way, as the one who works on it sees it. All methods are safe from any thread. */
public interface InFlight {
    /**
     * Work on the record starts, or starts again after {@link #rest()}.
     *
     * @return false when the record is no longer ours, or its partition is being given back: drop it, do nothing more
     */
    boolean work();

    /** Waiting for its turn, nothing happens to the record for a while: a rebalance need not wait for it. */
    void rest();

    /**
     * As {@link #rest()}, but it could not go on if it were its turn: there is a time to wait first. Until the next
     * {@link #rest()} or {@link #work()} it is not one of those for whose sake no more is read.
     */
    void backOff();

    /**
     * Whether its partition is ours beyond doubt, so that a result may leave the process. False for a while after the
     * whole process stood still or was cut off from its group, and for good when the partition is lost; {@link #work()}
     * tells which.
     */
    boolean ours();

    /**
     * The event, or the dead letter, is acknowledged by the broker. The next of its lane may start.
     *
     * @return false when it counts for nothing, because the record is finished already or no longer ours
     */
    boolean finish();
}
