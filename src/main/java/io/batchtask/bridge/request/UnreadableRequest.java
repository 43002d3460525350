package io.batchtask.bridge.request;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.RequestContext;

/** The reason why a value is no request; stays within this room. */
final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED = 40;
    private static final String LEADING_ZEROS = "leading-zeros";

    private final transient Failure.Malformed failure;
    private final transient RequestContext context;

    UnreadableRequest(String code, String message) {
        this(new Failure.Malformed(code, message), RequestContext.NONE);
    }

    private UnreadableRequest(Failure.Malformed failure, RequestContext context) {
        super(failure.code(), null, false, false);
        this.failure = failure;
        this.context = context;
    }

    /** The same, of the CloudEvent that says this of itself. */
    UnreadableRequest by(RequestContext event) {
        return new UnreadableRequest(failure, event);
    }

    Failure.Malformed failure() {
        return failure;
    }

    /** What the value says of itself, as far as it could be read. */
    RequestContext context() {
        return context;
    }

    /** {@code 007} is a number to most who write it, and no JSON. */
    static UnreadableRequest leadingZeros() {
        return new UnreadableRequest(LEADING_ZEROS, "leading zeros are not allowed");
    }

    /** So is {@code +7}, for the same reason. */
    static UnreadableRequest plusSign() {
        return new UnreadableRequest(LEADING_ZEROS, "neither a plus sign nor leading zeros are allowed");
    }

    /** A short, printable piece of foreign text. */
    static String quote(String text) {
        String cut = text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
