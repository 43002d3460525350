package io.batchtask.bridge.request;

import java.nio.ByteBuffer;

/**
 * What decides the order: records of one partition with equal keys are looked up and published one after the other. The
 * record's key when it has one, else the task id; an unreadable record without a key waits for no other.
 */
public final class OrderKey {
    private OrderKey() {}

    /** A value with equals and hashCode, good for a map. */
    public static Object of(ReadResult request) {
        byte[] key = request.source().key();
        if (key != null) {
            return ByteBuffer.wrap(key);
        }
        return request instanceof ReadResult.Readable readable
                ? (Object) readable.request().taskId()
                : request.source().origin();
    }
}
