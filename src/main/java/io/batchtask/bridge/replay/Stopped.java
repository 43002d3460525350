package io.batchtask.bridge.replay;

/** It was told to stop while nothing was under way; stays within this room. */
final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped", null, false, false);
    }
}
