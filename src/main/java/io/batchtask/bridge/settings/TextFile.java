package io.batchtask.bridge.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small text files that people write: settings, secrets, certificates. Windows tools have habits of their own. */
public final class TextFile {
    /** Bytes; what is longer was not meant. */
    static final int LARGEST = 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /**
     * The text of that file, which is UTF-8, without a byte order mark at its beginning.
     *
     * @throws NoSuchFileException if there is none; the message is {@code no such file}
     * @throws IOException if it cannot be used, with the reason for people and nothing of the text
     */
    public static String read(Path file) throws IOException {
        return text(bytes(file));
    }

    /**
     * All of that file: of one that is text only in one of the forms it may have.
     *
     * @throws NoSuchFileException if there is none; the message is {@code no such file}
     * @throws IOException if it cannot be used, with the reason for people
     */
    public static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(null, null, "no such file");
        } catch (AccessDeniedException denied) {
            throw new IOException("it may not be read", denied);
        } catch (IOException broken) {
            throw new IOException("reading fails: " + broken.getClass().getSimpleName(), broken);
        }
        if (content.length > LARGEST) {
            throw new IOException("it is larger than " + LARGEST / 1024 / 1024 + " MiB");
        }
        return content;
    }

    private static String text(byte[] content) throws IOException {
        if (isUtf16(content)) {
            throw new IOException("it is UTF-16 text, save it as UTF-8");
        }
        try {
            return withoutMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw new IOException("it is not UTF-8 text", malformed);
        }
    }

    /** By its mark, or, as there may be none, by the zero bytes that every other letter then has. */
    private static boolean isUtf16(byte[] content) {
        if (content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF))) {
            return true;
        }
        int zeros = 0;
        for (byte each : content) {
            zeros += each == 0 ? 1 : 0;
        }
        return content.length >= 4 && zeros >= content.length / 4;
    }

    /** The text without a byte order mark at its beginning. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
