package io.batchtask.bridge.pem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys and certificates as OpenSSL 3.0 wrote them, for these tests alone; the encrypted ones have one password. */
public final class PemFiles {
    public static final String PASSWORD = "changeit";

    private static final Path DIRECTORY = Path.of("src", "test", "resources", "pem");

    private PemFiles() {}

    /** Such as {@code rsa.crt}, {@code rsa.pkcs1.key}. */
    public static Path path(String name) {
        return DIRECTORY.resolve(name);
    }

    public static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
