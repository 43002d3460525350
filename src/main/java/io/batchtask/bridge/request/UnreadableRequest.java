package io.batchtask.bridge.request;

import io.batchtask.bridge.failure.Failure;

/** The reason why a value is no request; stays within this room. */
final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED = 40;
    private static final String LEADING_ZEROS = "leading-zeros";

    private final transient Failure.Malformed failure;

    UnreadableRequest(String code, String message) {
        super(code, null, false, false);
        this.failure = new Failure.Malformed(code, message);
    }

    Failure.Malformed failure() {
        return failure;
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
