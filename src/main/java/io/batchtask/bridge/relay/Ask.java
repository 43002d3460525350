package io.batchtask.bridge.relay;

import io.batchtask.bridge.netserver.Reply;
import java.util.concurrent.CompletableFuture;

/** Asks NetServer for one task, once. */
interface Ask {
    /** Completes with what came of the call; exceptionally only through a defect of this program. */
    CompletableFuture<Reply> send(int taskId, String ticket);

    /** NetServer may have moved: finds out. False when there is nobody to ask; never fails. */
    default CompletableFuture<Boolean> lookAgain() {
        return CompletableFuture.completedFuture(false);
    }
}
