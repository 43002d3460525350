package io.batchtask.bridge.netserver;

import io.batchtask.bridge.traces.RecordSpan;
import java.util.concurrent.CompletableFuture;

/** Looks tasks up, one call at a time. */
public interface TaskService {
    /**
     * Calls once.
     *
     * @param fresh whether the call goes out on a connection that has never carried another: its answer cannot be meant
     *     for another call
     * @param cause the record it is made for, as its trace sees it
     * @return what it came to; exceptionally only through a defect of this program
     */
    CompletableFuture<Reply> lookUp(int taskId, String ticket, boolean fresh, RecordSpan cause);

    /** One of the open connections has brought an answer that was not asked for: none of them carries another call. */
    void distrustConnections();

    /** Where NetServer is, and whether it is open. */
    ServiceLocation location();
}
