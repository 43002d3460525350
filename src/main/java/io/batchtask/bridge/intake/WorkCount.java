package io.batchtask.bridge.intake;

import java.util.concurrent.TimeUnit;

/** How many records of a window are being worked on. Guarded by the window, which a caller that waits lets go. */
final class WorkCount {
    private final Object window;
    private int working;

    /** @param window its lock is held by every caller */
    WorkCount(Object window) {
        this.window = window;
    }

    void begun() {
        working++;
    }

    void ended() {
        if (--working == 0) {
            window.notifyAll();
        }
    }

    boolean isZero() {
        return working == 0;
    }

    /** @return false when the time ran out, or the caller was interrupted */
    boolean awaitZero(long deadlineNanos) {
        try {
            while (!isZero()) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(window, left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
