package io.batchtask.bridge.failure;

import java.util.Optional;

/** No ticket could be had; the failure says why. */
public final class SignInRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final Reason reason;

    /** What has to change before it is any use to sign in again. */
    public enum Reason {
        /** What was signed in with was looked at, and will not do. */
        CREDENTIALS,
        /** They were refused as things stand at the other end, where that may be put right. */
        STANDING,
        /** Signing in went well and led to nothing. */
        OUTCOME,
        /** There was no answer. */
        WAY
    }

    /**
     * A {@link Failure.SignIn} or {@link Failure.Refused} is a no to the credentials; any other is no answer at all.
     */
    public SignInRefused(Failure failure) {
        this(
                failure,
                failure instanceof Failure.SignIn || failure instanceof Failure.Refused
                        ? Reason.CREDENTIALS
                        : Reason.WAY);
    }

    /** What signing in failed with; anything unforeseen counts as no answer. */
    public static SignInRefused of(Throwable failed) {
        Throwable cause = Causes.unwrapped(failed);
        return cause instanceof SignInRefused refused
                ? refused
                : new SignInRefused(new Failure.Unavailable(
                        "sign-in", "signing in failed: " + cause.getClass().getSimpleName()));
    }

    /**
     * As {@link #of}; empty when signing in has not failed.
     *
     * @param answer what it was answered with
     * @param failed null for nothing
     */
    public static Optional<Failure> failure(Object answer, Throwable failed) {
        return Optional.ofNullable(failed).map(SignInRefused::of).map(SignInRefused::failure);
    }

    private SignInRefused(Failure failure, Reason reason) {
        super(failure.className() + "/" + failure.code() + ": " + failure.message(), null, false, false);
        this.failure = failure;
        this.reason = reason;
    }

    /** The same credentials may do the next time: it is what came back, or the time of day, that will not do. */
    public static SignInRefused forNow(Failure.SignIn failure) {
        return new SignInRefused(failure, Reason.OUTCOME);
    }

    /**
     * The same credentials may do once something has been put right at the other end: an approval, a clock, a session.
     */
    public static SignInRefused asThingsStand(Failure.SignIn failure) {
        return new SignInRefused(failure, Reason.STANDING);
    }

    public Failure failure() {
        return failure;
    }

    /** Whether what was signed in with is refused: not for want of an answer, nor for what signing in led to. */
    public boolean isRefusal() {
        return reason == Reason.CREDENTIALS || reason == Reason.STANDING;
    }

    public Reason reason() {
        return reason;
    }
}
