package io.batchtask.bridge.replay;

/** It cannot run, or go on; the message is a sentence for the person who ran it, with what to do about it. */
public final class ReplayRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public ReplayRefused(String sentence) {
        super(sentence);
    }

    public ReplayRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
