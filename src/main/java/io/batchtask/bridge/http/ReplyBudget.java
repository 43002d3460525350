package io.batchtask.bridge.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What all replies together may take of the memory. The first {@link #FREE} bytes of each are not counted. A reply that
 * needs more claims, once, all it can come to need; so none waits while holding what others wait for, and each claim
 * that is granted ends: with the reply, or with its call's deadline. First come, first served, and no thread waits.
 */
final class ReplyBudget {
    /** Bytes of each reply that cost nothing; an ordinary one is far smaller. */
    static final int FREE = 64 * 1024;

    private static final long LEAST = 4L * 1024 * 1024;

    private final long total;
    private final Deque<Claim> waiting = new ArrayDeque<>();
    private long left;

    /** A sixteenth of the heap, and 4 MiB at least. */
    ReplyBudget() {
        this(Math.max(Runtime.getRuntime().maxMemory() / 16, LEAST));
    }

    ReplyBudget(long total) {
        this.total = total;
        this.left = total;
    }

    /**
     * Asks for that many bytes; more than there are in all stands for all of them.
     *
     * @param granted runs as soon as they are there, on this thread or on the one that gives some back
     */
    Claim claim(long bytes, Runnable granted) {
        Claim claim = new Claim(Math.min(bytes, total), granted);
        synchronized (this) {
            waiting.add(claim);
        }
        serve();
        return claim;
    }

    private void serve() {
        for (Claim next = next(); next != null; next = next()) {
            Runnable granted = next.granted;
            next.granted = null; // it knows the reply, and the claim may outlive that
            granted.run();
        }
    }

    private synchronized Claim next() {
        Claim first = waiting.peek();
        if (first == null || first.bytes > left) {
            return null;
        }
        left -= first.bytes;
        first.held = true;
        return waiting.remove();
    }

    synchronized long left() {
        return left;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Waiting or granted, until it is given back. */
    final class Claim {
        private final long bytes;
        private Runnable granted;
        private boolean held;

        private Claim(long bytes, Runnable granted) {
            this.bytes = bytes;
            this.granted = granted;
        }

        /** Any number of times, whether it was granted or not. */
        void giveBack() {
            synchronized (ReplyBudget.this) {
                if (held) {
                    held = false;
                    left += bytes;
                } else {
                    waiting.remove(this);
                }
            }
            serve();
        }
    }
}
