package io.batchtask.bridge.dev.netserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * What goes back on the wire.
 *
 * @param reason the words behind the status; null for the usual ones
 * @param packing how the body becomes bytes
 * @param manner how the connection is treated
 * @param stray a second one, that no request has asked for; null for none
 */
record ScriptedAnswer(
        int status,
        String reason,
        String contentType,
        Map<String, String> headers,
        String body,
        Packing packing,
        Manner manner,
        ScriptedAnswer stray) {
    static final String XML = "text/xml; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** From text to bytes. */
    enum Packing {
        UTF_8(StandardCharsets.UTF_8),
        UTF_16(StandardCharsets.UTF_16LE),
        WINDOWS_1252(Charset.forName("windows-1252")),
        GZIP(StandardCharsets.UTF_8);

        private final Charset charset;

        Packing(Charset charset) {
            this.charset = charset;
        }

        byte[] bytes(String text) {
            byte[] plain = text.getBytes(charset);
            if (this != GZIP) {
                return plain;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(plain);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return packed.toByteArray();
        }
    }

    enum Manner {
        WHOLE,
        CHUNKED,
        CLOSE,
        UNTIL_CLOSE,
        RESET,
        HALF,
        STALL,
        TRICKLE,
        HANG
    }

    static ScriptedAnswer soap(String envelope) {
        return xml(200, envelope);
    }

    static ScriptedAnswer fault(String envelope) {
        return xml(500, envelope);
    }

    static ScriptedAnswer xml(int status, String envelope) {
        return new ScriptedAnswer(status, null, XML, Map.of(), envelope, Packing.UTF_8, Manner.WHOLE, null);
    }

    static ScriptedAnswer html(int status, Map<String, String> headers) {
        String body = "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>";
        return new ScriptedAnswer(status, null, HTML, headers, body, Packing.UTF_8, Manner.WHOLE, null);
    }

    /** A refusal by the web server: the reason is all there is. */
    static ScriptedAnswer bare(int status, String reason) {
        return new ScriptedAnswer(status, reason, null, Map.of(), "", Packing.UTF_8, Manner.WHOLE, null);
    }

    ScriptedAnswer in(Manner other) {
        return new ScriptedAnswer(status, reason, contentType, headers, body, packing, other, stray);
    }

    ScriptedAnswer packed(Packing other, String type, Map<String, String> more) {
        return new ScriptedAnswer(status, reason, type, more, body, other, manner, stray);
    }

    /** Some time later that comes on the same connection. */
    ScriptedAnswer followedBy(ScriptedAnswer another) {
        return new ScriptedAnswer(status, reason, contentType, headers, body, packing, manner, another);
    }
}
