package io.batchtask.bridge.replay;

import java.util.Optional;

/** It cannot run, or go on; the message is a sentence for the person who ran it, with what to do about it. */
public class ReplayRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Tally before; // null unless letters were being sent

    public ReplayRefused(String sentence) {
        this(sentence, null);
    }

    public ReplayRefused(String sentence, Throwable cause) {
        this(sentence, cause, null);
    }

    private ReplayRefused(String sentence, Throwable cause, Tally before) {
        super(sentence, cause);
        this.before = before;
    }

    /** The same, while letters were being sent. */
    ReplayRefused after(Tally tally) {
        return new ReplayRefused(getMessage(), this, tally);
    }

    /** What had become of the letters before; empty when it was not sending yet. */
    public Optional<Tally> before() {
        return Optional.ofNullable(before);
    }
}
