package io.batchtask.bridge.failure;

/** Carries a {@link Rejection} through Camel, which only knows exceptions. No stack trace: the rejection says it all. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public Rejected(Rejection rejection) {
        super(rejection.failure().className() + "/" + rejection.failure().code(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
