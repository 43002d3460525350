package io.batchtask.bridge.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value that must not be shown: prints as {@code ***}. One that stands in a file is read again at each use. */
public final class Secret implements Supplier<String> {
    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
    private static final int KEPT = 8;

    private final Path file;
    private final boolean lines;
    private volatile List<String> values; // the one in force first, then former ones; replaced as a whole
    private String logged = ""; // the reason that was logged last

    private Secret(Path file, boolean lines, String value) {
        this.file = file;
        this.lines = lines;
        this.values = List.of(value);
    }

    static Secret of(String value) {
        return new Secret(null, false, value);
    }

    /**
     * The content of that file, without surrounding white space.
     *
     * @param lines whether it may have several lines
     * @throws UncheckedIOException if it cannot be used, with the reason
     */
    static Secret in(Path file, boolean lines) {
        try {
            return new Secret(file, lines, read(file, lines));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static String read(Path file, boolean lines) throws IOException {
        String text = TextFile.read(file).strip();
        Optional<String> objection = Characters.objectionToSecret(text, lines);
        if (objection.isPresent()) {
            throw new IOException("it " + objection.get());
        }
        return text;
    }

    /**
     * The value itself. A file that has vanished or cannot be used keeps its last content: secrets are often replaced,
     * not edited, and a mistake must not end what works. It is logged, once for each mistake.
     */
    public String reveal() {
        if (file != null) {
            try {
                String now = read(file, lines);
                if (!now.isEmpty() && !now.equals(values.get(0))) {
                    replace(now);
                }
                tell("");
            } catch (NoSuchFileException beingReplaced) {
                return values.get(0);
            } catch (IOException unusable) {
                tell(unusable.getMessage());
            }
        }
        return values.get(0);
    }

    /** The same as {@link #reveal}, for code that knows no settings. */
    @Override
    public String get() {
        return reveal();
    }

    /** Whether it stands in a file, whose content may become another. */
    public boolean mayChange() {
        return file != null;
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

    private synchronized void tell(String reason) {
        if (!reason.isEmpty() && !reason.equals(logged)) {
            LOG.warn(
                    "a secret's file cannot be used, its former content stays in force; file={} reason={}",
                    file,
                    reason);
        }
        logged = reason;
    }

    @Override
    public String toString() {
        return "***";
    }
}
