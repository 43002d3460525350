package io.batchtask.bridge.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one reply as they come in, for one thread. It grows no further than is free until more is granted. */
final class ReplyBody {
    private static final int FIRST_GUESS = 4096; // a BatchTaskInfo is 2 to 4 KiB

    private final int most;
    private final boolean announced;
    private final int largest;
    private byte[] collected = new byte[0];
    private int length;
    private volatile boolean granted;

    /**
     * @param size as announced; negative when it was not
     * @param most bytes the caller takes
     * @throws ReplyTooLarge if more is announced
     */
    ReplyBody(long size, int most) throws ReplyTooLarge {
        if (size > most) {
            throw new ReplyTooLarge();
        }
        this.most = most;
        this.announced = size >= 0;
        this.largest = announced ? (int) size : most;
    }

    /** Bytes beyond the free part it may come to need. */
    int beyondFree() {
        return largest - ReplyBudget.FREE;
    }

    /** It may grow to its end now. By any thread. */
    void grant() {
        granted = true;
    }

    /** @throws ReplyTooLarge if more comes than the caller takes */
    void add(ByteBuffer source) throws ReplyTooLarge {
        int needed = length + source.remaining();
        if (needed > most) {
            throw new ReplyTooLarge();
        }
        if (needed > collected.length) {
            collected = Arrays.copyOf(collected, grown(needed));
        }
        source.get(collected, length, source.remaining());
        length = needed;
    }

    /** Never more than is free or was granted, but for the piece in which the free part ends. */
    private int grown(int needed) {
        if (granted) {
            return Math.max(needed, announced ? largest : Math.min(largest, 2 * collected.length));
        }
        int free = Math.min(largest, ReplyBudget.FREE);
        return Math.max(needed, Math.min(free, Math.max(FIRST_GUESS, 2 * collected.length)));
    }

    /** All of it, once; nothing is kept. */
    byte[] take() {
        byte[] all = length == collected.length ? collected : Arrays.copyOf(collected, length);
        collected = new byte[0];
        return all;
    }
}
