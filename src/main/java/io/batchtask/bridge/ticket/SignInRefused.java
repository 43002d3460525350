package io.batchtask.bridge.ticket;

import io.batchtask.bridge.failure.Failure;

/** No ticket could be had; the failure says why. */
public final class SignInRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public SignInRefused(Failure failure) {
        super(failure.className() + "/" + failure.code() + ": " + failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
