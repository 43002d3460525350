package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
    @TempDir
    private Path directory;

    private Path jar(String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = directory.resolve("bridge with a space.jar");
        try (var out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    @Test
    void aJarWithItsLibrariesIsComplete() throws IOException {
        Files.createDirectory(directory.resolve("lib"));
        Files.createFile(directory.resolve("lib").resolve("a.jar"));

        assertThat(Libraries.complaint(jar("lib/a.jar"))).isEmpty();
    }

    @Test
    void theFirstThatIsMissingIsNamedAndTheOthersAreCounted() throws IOException {
        assertThat(Libraries.complaint(jar("lib/a.jar lib/b.jar lib/c.jar")))
                .hasValue("libraries are missing: keep lib/ beside bridge with a space.jar; "
                        + directory.resolve("lib").resolve("a.jar") + " is not there, and 2 more");
    }

    @Test
    void classesInADirectoryAreNotAskedForLibraries() throws IOException {
        assertThat(Libraries.complaint(directory)).isEmpty();
    }
}
