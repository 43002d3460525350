package io.batchtask.bridge.failure;

import io.batchtask.bridge.task.Words;

/** The classes of {@link Failure}, for counting. */
public enum FailureClass {
    MALFORMED,
    NOT_FOUND,
    REFUSED,
    SIGN_IN,
    UNAVAILABLE,
    POISON,
    CONTRACT,
    TOO_LARGE;

    /** The class as written to headers, logs, metrics and settings. */
    public String word() {
        return Words.of(this);
    }
}
