package io.batchtask.bridge.cli;

import java.util.function.UnaryOperator;

/** A step of {@code check} that failed, and what to do about it. */
final class CheckFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String advice;

    CheckFailed(String reason, String advice) {
        super(reason + "; " + advice);
        this.advice = advice;
        this.reason = reason;
    }

    /** The reason may be foreign; the advice is ours, which would be taken for a ticket here and there. */
    String redacted(UnaryOperator<String> redact) {
        return redact.apply(reason) + "; " + advice;
    }
}
