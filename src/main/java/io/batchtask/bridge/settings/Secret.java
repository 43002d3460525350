package io.batchtask.bridge.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value nobody may see: prints as {@code ***}. One that stands in a file is read again at each use. */
public final class Secret {
    private final Path file;
    private volatile String value;

    private Secret(Path file, String value) {
        this.file = file;
        this.value = value;
    }

    static Secret of(String value) {
        return new Secret(null, value);
    }

    /**
     * The content of that file, without surrounding white space.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static Secret in(Path file) {
        try {
            return new Secret(file, read(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** The value itself. A file that has vanished keeps its last content: secrets are often replaced, not edited. */
    public String reveal() {
        if (file != null) {
            try {
                String now = read(file);
                if (!now.isEmpty()) {
                    value = now;
                }
            } catch (IOException beingReplaced) {
                return value;
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
