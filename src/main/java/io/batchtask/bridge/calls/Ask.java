package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.Reply;
import java.util.concurrent.CompletableFuture;

/** Asks NetServer for one task, once. */
public interface Ask {
    /** Completes with what came of the call; exceptionally only through a defect of this program. */
    CompletableFuture<Reply> send(int taskId, String ticket);

    /**
     * As {@link #send}, but an answer that may be meant for somebody else is no answer: it is asked for once more, on a
     * connection of its own, and what comes then counts.
     */
    default CompletableFuture<Reply> find(int taskId, String ticket) {
        return send(taskId, ticket);
    }

    /** NetServer may have moved: finds out. False when there is nobody to ask; never fails. */
    default CompletableFuture<Boolean> lookAgain() {
        return CompletableFuture.completedFuture(false);
    }
}
