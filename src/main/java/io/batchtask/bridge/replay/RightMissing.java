package io.batchtask.bridge.replay;

/** This user is not allowed what a step needs. */
final class RightMissing extends ReplayRefused {
    private static final long serialVersionUID = 1L;

    RightMissing(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
