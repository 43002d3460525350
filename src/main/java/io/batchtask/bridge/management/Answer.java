package io.batchtask.bridge.management;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** What goes back to the client. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
    static final String GZIP = "gzip";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body + "\n", Map.of());
    }

    static Answer json(int status, Object body) {
        return new Answer(status, JSON, Json.text(body), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, Map.copyOf(more));
    }

    /** The body as it is sent: in the coding its headers name. */
    byte[] bytes() {
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        return GZIP.equals(headers.get("Content-Encoding")) ? gzipped(plain) : plain;
    }

    private static byte[] gzipped(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
