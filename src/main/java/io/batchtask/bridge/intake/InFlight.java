package io.batchtask.bridge.intake;

import io.batchtask.bridge.traces.RecordSpan;

/** One record in flight, as the code that works on it sees it. All methods are safe from any thread. */
public interface InFlight {
    /**
     * Work on the record begins, or begins again after {@link #pause()}.
     *
     * @return false when the record no longer belongs to this process, or its partition is being given back: drop it,
     *     do nothing more
     */
    boolean begin();

    /** The record waits for its turn and nothing is done with it for a while: a rebalance need not wait for it. */
    void pause();

    /**
     * As {@link #pause()}, but the record must wait for a certain time before it can go on at all. Until the next
     * {@link #pause()} or {@link #begin()} it does not count against the number of records that may run.
     */
    void backOff();

    /**
     * As {@link #backOff()}, for a wait that the record's next owner may begin anew as well: a stop does not wait for
     * its end either.
     */
    void linger();

    /** Whether somebody waits for the outcome there and then, so that nothing is put off that can be said now. */
    boolean isAwaited();

    /**
     * Whether a result may leave the process, because its partition certainly belongs to this process. False for a
     * while after the whole process stood still or was cut off from its group, and for good when the partition is lost;
     * what {@link #begin()} returns tells the two apart.
     */
    boolean mayPublish();

    /**
     * The broker has acknowledged the event or the dead letter. The next record of its lane may start.
     *
     * @return false when this has no effect, because the record is finished already or belongs to another process
     */
    boolean finish();

    /** The record in its trace; goes along with it from step to step. */
    default RecordSpan span() {
        return RecordSpan.NONE;
    }
}
