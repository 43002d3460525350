package io.batchtask.bridge.netserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** Collects a reply's body and gives up as soon as it grows beyond its limit. */
final class BoundedBody extends AbstractBinAsyncEntityConsumer<byte[]> {
    private static final int FIRST_GUESS = 4096; // a BatchTaskInfo is 2 to 4 KiB

    private final int limit;
    private final ByteArrayBuffer collected = new ByteArrayBuffer(FIRST_GUESS);

    BoundedBody(int limit) {
        this.limit = limit;
    }

    @Override
    protected void streamStart(ContentType contentType) {
        // nothing depends on the type here
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
        if (collected.length() + source.remaining() > limit) {
            throw new TooLarge();
        }
        byte[] chunk = new byte[source.remaining()];
        source.get(chunk);
        collected.append(chunk, 0, chunk.length);
    }

    @Override
    protected byte[] generateContent() {
        return collected.toByteArray();
    }

    @Override
    public void releaseResources() {
        collected.clear();
    }

    /** The limit was reached. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
