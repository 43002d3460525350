package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Excerpt;

/** A value of an answer that is well formed is not what the contract says it is. Says something about the task. */
final class UnreadableValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason may quote the value */
    UnreadableValue(String reason) {
        super(Excerpt.of(reason));
    }
}
