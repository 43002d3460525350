package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * Whether requests can be read however their producer compresses them. Some of it is native code, which is unpacked
 * into the directory for temporary files and cannot be loaded from there when it is mounted {@code noexec}.
 */
final class Codecs {
    private static final byte[] SAMPLE = "42".repeat(100).getBytes(StandardCharsets.UTF_8);

    private Codecs() {}

    /** Compresses and decompresses. */
    interface Attempt {
        void with(CompressionType codec) throws Exception;
    }

    /**
     * The names of all.
     *
     * @throws IllegalStateException if some cannot be used, with the reasons
     */
    static String readable() {
        return readable(Codecs::thereAndBack);
    }

    static String readable(Attempt attempt) {
        List<String> reasons = new ArrayList<>();
        for (CompressionType codec : codecs()) {
            try {
                attempt.with(codec);
            } catch (Exception | Error broken) { // native code that cannot be loaded is an Error
                reasons.add(
                        codec.name + " (" + broken.getClass().getSimpleName() + ": " + Causes.explain(broken) + ")");
            }
        }
        if (!reasons.isEmpty()) {
            throw new IllegalStateException("requests cannot be read when they are compressed with "
                    + String.join(", ", reasons) + "; native code is unpacked into "
                    + System.getProperty("java.io.tmpdir")
                    + ", which must allow execution: mount it with exec, or name another directory with"
                    + " -Djava.io.tmpdir");
        }
        return codecs().stream().map(codec -> codec.name).collect(Collectors.joining(", "));
    }

    private static List<CompressionType> codecs() {
        return Stream.of(CompressionType.values())
                .filter(codec -> codec != CompressionType.NONE)
                .toList();
    }

    private static void thereAndBack(CompressionType codec) throws Exception {
        Compression compression = Compression.of(codec).build();
        ByteBufferOutputStream packed = new ByteBufferOutputStream(SAMPLE.length);
        try (OutputStream out = compression.wrapForOutput(packed, RecordBatch.CURRENT_MAGIC_VALUE)) {
            out.write(SAMPLE);
        }
        packed.buffer().flip();
        try (InputStream in =
                compression.wrapForInput(packed.buffer(), RecordBatch.CURRENT_MAGIC_VALUE, BufferSupplier.NO_CACHING)) {
            in.readNBytes(SAMPLE.length);
        }
    }
}
