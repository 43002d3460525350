package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.traces.RecordSpan;
import java.time.Duration;

/** A call to be made. Each method is called at most once for each {@link Caller#make}, and must not wait. */
public interface TaskCall {
    int taskId();

    /** The record it is made for, as its trace sees it; a probe is made for none. */
    default RecordSpan cause() {
        return RecordSpan.NONE;
    }

    /**
     * It is this call's turn and there is a ticket.
     *
     * @return false when the call is no longer wanted
     */
    boolean begins();

    /** It was not made: it was no longer wanted, or the process stops. */
    void withdrawn();

    /** Whether that reply may be the end of it: one that is not need not be confirmed. */
    boolean endsWith(Reply reply);

    /**
     * It has ended, and its slot is free again.
     *
     * @param time from its beginning, a confirmation included
     */
    void ended(Reply reply, String ticket, Duration time);
}
