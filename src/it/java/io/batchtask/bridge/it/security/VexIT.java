package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every library that ships, at the version that ships, has been looked at; a bump is not done before that. */
class VexIT {
    private static final String NAME = "batchtask-bridge.vex.json";
    private static final Path JAR = Path.of(System.getProperty("bridge.jar"));

    private static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(JAR.resolveSibling(name).toFile());
    }

    private static Stream<String> refs(JsonNode document) {
        return StreamSupport.stream(document.path("components").spliterator(), false)
                .map(library -> library.path("bom-ref").asText());
    }

    @Test
    void theLibrariesThatShipAreThoseThatWereLookedAt() throws IOException {
        JsonNode sbom = read("batchtask-bridge.cdx.json");
        JsonNode vex = read(NAME);
        assertThat(refs(vex))
                .as("mvn -Pvex says what to look at")
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(refs(sbom).toList());
        assertThat(vex.at("/metadata/component/bom-ref")).isEqualTo(sbom.at("/metadata/component/bom-ref"));
    }

    @Test
    void theJarCarriesTheSame() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                var carried = jar.getInputStream(jar.getEntry("META-INF/sbom/" + NAME))) {
            assertThat(carried.readAllBytes()).isEqualTo(Files.readAllBytes(JAR.resolveSibling(NAME)));
        }
    }
}
