package io.batchtask.bridge.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of headers that the product's source can write, also those that take a rare case to be written. */
public final class WrittenHeaders {
    private static final Pattern WHOLE_OR_PREFIXED =
            Pattern.compile("\"x-dlq-([a-z-]*[a-z])\"|\\bPREFIX \\+ \"([a-z-]+)\"");

    private WrittenHeaders() {}

    /** Every {@code x-dlq-} header that is spelt anywhere in the product. */
    public static Set<String> ofDeadLetters() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "io", "batchtask", "bridge"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file);
                if (source.contains("\"x-dlq-")) {
                    WHOLE_OR_PREFIXED
                            .matcher(source)
                            .results()
                            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                            .forEach(name -> names.add("x-dlq-" + name));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return names;
    }
}
