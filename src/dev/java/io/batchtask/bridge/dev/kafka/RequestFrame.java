package io.batchtask.bridge.dev.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A request as it goes over the wire, whole.
 *
 * @param clientId empty when the client has no name
 * @param bytes all of it, its length first
 */
record RequestFrame(ApiKeys key, String clientId, byte[] bytes) {
    /** What a broker takes, unless configured otherwise. */
    private static final int LARGEST = 100 * 1024 * 1024;

    private static final int LENGTH = Integer.BYTES;
    private static final int VERSION_AND_CORRELATION_ID = Short.BYTES + Integer.BYTES;

    /** The next one; null when the client has closed its side. */
    static RequestFrame read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > LARGEST) {
            throw new IOException("not a request: " + length + " bytes");
        }
        byte[] bytes = new byte[LENGTH + length];
        ByteBuffer.wrap(bytes).putInt(length);
        in.readFully(bytes, LENGTH, length);
        return of(bytes);
    }

    private static RequestFrame of(byte[] bytes) throws IOException {
        try {
            ByteBuffer header = ByteBuffer.wrap(bytes).position(LENGTH);
            ApiKeys key = ApiKeys.forId(header.getShort());
            header.position(header.position() + VERSION_AND_CORRELATION_ID);
            byte[] clientId = new byte[Math.max(0, header.getShort())]; // -1: none
            header.get(clientId);
            return new RequestFrame(key, new String(clientId, StandardCharsets.UTF_8), bytes);
        } catch (IllegalArgumentException | BufferUnderflowException unreadable) {
            throw new IOException("not a request", unreadable);
        }
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
