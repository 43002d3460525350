package io.batchtask.bridge.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The libraries the jar needs beside it. The jar alone would end with the name of some class that is missing; so this is
 * asked first, and needs nothing but the JDK itself.
 */
public final class Libraries {
    private Libraries() {}

    /** What to say when some are missing; empty when all are there, or when the program was not started from its jar. */
    public static Optional<String> complaint() {
        try {
            return complaint(Path.of(Libraries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (IOException | URISyntaxException | RuntimeException unknown) {
            return Optional.empty(); // the first class that is missed says so itself
        }
    }

    static Optional<String> complaint(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        URI base = jar.toUri();
        List<Path> missing = named(jar).stream()
                .map(entry -> Path.of(base.resolve(entry)))
                .filter(library -> !Files.exists(library))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("libraries are missing: keep lib/ beside " + jar.getFileName() + "; "
                        + missing.get(0) + " is not there"
                        + (missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more"));
    }

    /** The class path of its manifest. */
    private static List<String> named(Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return Optional.ofNullable(opened.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
                    .map(entries -> Stream.of(entries.split(" ")).toList())
                    .orElse(List.of());
        }
    }

    /** Says it where people and service managers look. */
    public static void print(String complaint) {
        System.err.println(complaint);
    }
}
