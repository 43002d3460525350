package io.batchtask.bridge.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A value nobody may see: prints as {@code ***}. One that stands in a file is read again at each use. */
public final class Secret {
    private static final int KEPT = 8;

    private final Path file;
    private volatile List<String> values; // the one in force first, then former ones; replaced as a whole

    private Secret(Path file, String value) {
        this.file = file;
        this.values = List.of(value);
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
                if (!now.isEmpty() && !now.equals(values.get(0))) {
                    replace(now);
                }
            } catch (IOException beingReplaced) {
                return values.get(0);
            }
        }
        return values.get(0);
    }

    /** The value and the last few it has replaced: a server may send back one it was given a while ago. */
    public List<String> revealAll() {
        reveal();
        return values;
    }

    private synchronized void replace(String now) {
        values = Stream.concat(Stream.of(now), values.stream().filter(former -> !former.equals(now)))
                .limit(KEPT)
                .toList();
    }

    @Override
    public String toString() {
        return "***";
    }
}
