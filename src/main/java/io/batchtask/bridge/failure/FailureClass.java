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

    /** The class of that failure. */
    public static FailureClass of(Failure failure) {
        if (failure instanceof Failure.Malformed) {
            return MALFORMED;
        } else if (failure instanceof Failure.NotFound) {
            return NOT_FOUND;
        } else if (failure instanceof Failure.Refused) {
            return REFUSED;
        } else if (failure instanceof Failure.SignIn) {
            return SIGN_IN;
        } else if (failure instanceof Failure.Unavailable) {
            return UNAVAILABLE;
        } else if (failure instanceof Failure.Poison) {
            return POISON;
        } else if (failure instanceof Failure.Contract) {
            return CONTRACT;
        }
        return TOO_LARGE;
    }

    /** The class as written to headers, logs, metrics and settings. */
    public String word() {
        return Words.of(this);
    }
}
