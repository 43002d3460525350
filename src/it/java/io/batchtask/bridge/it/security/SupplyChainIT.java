package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What is said of the libraries that ship is true of them. The refusal of a licence belongs to Maven and comes before
 * this; here the same rule is applied to what was written down, so that it does not depend on one plugin's settings.
 */
class SupplyChainIT {
    private static final String SBOM = "batchtask-bridge.cdx.json";
    private static final Path JAR = Path.of(System.getProperty("bridge.jar"));
    private static final Set<String> ALLOWED =
            Set.of(System.getProperty("licences.allowed").split("\\|"));

    /** Libraries that also offer a licence which is not allowed, and the one that is taken. A new one is to be looked at. */
    private static final Map<String, String> CHOSEN = Map.of(
            "logback-classic", "EPL-2.0",
            "logback-core", "EPL-2.0",
            "jakarta.annotation-api", "EPL-2.0",
            "jakarta.servlet-api", "EPL-2.0");

    private final ObjectNode sbom = sbom();

    private static ObjectNode sbom() {
        try {
            return (ObjectNode)
                    new ObjectMapper().readTree(JAR.resolveSibling(SBOM).toFile());
        } catch (IOException unreadable) {
            throw new AssertionError("the build wrote no bill of materials", unreadable);
        }
    }

    private static Stream<JsonNode> components(JsonNode sbom) {
        return StreamSupport.stream(sbom.path("components").spliterator(), false);
    }

    private static List<String> licences(JsonNode component) {
        return Arrays.asList(component.at("/licenses/0/expression").asText().split(" OR "));
    }

    /** The libraries without an allowed licence. */
    private static Set<String> refused(JsonNode sbom, Set<String> allowed) {
        return components(sbom)
                .filter(component -> licences(component).stream().noneMatch(allowed::contains))
                .map(component -> component.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectNode library(String name, String expression) {
        ObjectNode library = new ObjectMapper().createObjectNode().put("name", name);
        library.putArray("licenses").addObject().put("expression", expression);
        return library;
    }

    @Test
    void theComponentsAreTheLibrariesThatShip() throws IOException {
        try (Stream<Path> libraries = Files.list(JAR.resolveSibling("lib"))) {
            List<String> shipped =
                    libraries.map(file -> file.getFileName().toString()).toList();
            assertThat(components(sbom))
                    .extracting(library -> library.path("name").asText() + "-"
                            + library.path("version").asText() + ".jar")
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(shipped);
        }
    }

    @Test
    void everyComponentIsNamedForGoodAndIsADependencyOfTheProduct() {
        assertThat(components(sbom))
                .allSatisfy(library -> assertThat(library.path("purl").asText())
                        .isEqualTo("pkg:maven/%s/%s@%s?type=jar"
                                .formatted(
                                        library.path("group").asText(),
                                        library.path("name").asText(),
                                        library.path("version").asText()))
                        .isEqualTo(library.path("bom-ref").asText()));
        assertThat(sbom.at("/dependencies/0/ref"))
                .isEqualTo(sbom.at("/metadata/component/bom-ref"))
                .isNotNull();
        assertThat(sbom.at("/dependencies/0/dependsOn"))
                .containsExactlyElementsOf(
                        components(sbom).map(library -> library.path("bom-ref")).toList());
    }

    @Test
    void nothingInItDependsOnWhenItWasBuilt() throws IOException {
        assertThat(sbom.has("serialNumber")).isFalse();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String manifestDate = jar.getEntry("META-INF/MANIFEST.MF")
                    .getTimeLocal()
                    .toLocalDate()
                    .toString();
            assertThat(sbom.at("/metadata/timestamp").asText()).startsWith(manifestDate);
        }
    }

    @Test
    void theJarCarriesTheSame() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String name : List.of(SBOM, "third-party.txt")) {
                try (var carried = jar.getInputStream(jar.getEntry("META-INF/sbom/" + name))) {
                    assertThat(carried.readAllBytes()).as(name).isEqualTo(Files.readAllBytes(JAR.resolveSibling(name)));
                }
            }
        }
    }

    @Test
    void theListNamesEveryLibraryWithItsLicences() throws IOException {
        assertThat(Files.readAllLines(JAR.resolveSibling("third-party.txt")))
                .containsAll(components(sbom)
                        .map(library -> "%s:%s:%s - %s"
                                .formatted(
                                        library.path("group").asText(),
                                        library.path("name").asText(),
                                        library.path("version").asText(),
                                        String.join(" or ", licences(library))))
                        .toList());
    }

    @Test
    void everyLibraryHasALicenceThatIsAllowed() {
        assertThat(refused(sbom, ALLOWED)).isEmpty();
    }

    @Test
    void aLicenceThatIsNotAllowedIsRefused() {
        ObjectNode more = sbom.deepCopy();
        ((ArrayNode) more.get("components"))
                .add(library("copyleft", "AGPL-3.0-only"))
                .add(library("homemade", "My Own Licence 1.0"))
                .add(library("silent", ""))
                .add(library("choice", "AGPL-3.0-only OR MIT"));

        assertThat(refused(more, ALLOWED)).containsExactly("copyleft", "homemade", "silent");
    }

    @Test
    void whereALibraryLeavesAChoiceOneWasMade() {
        Map<String, JsonNode> open = components(sbom)
                .filter(library -> !ALLOWED.containsAll(licences(library)))
                .collect(Collectors.toMap(library -> library.path("name").asText(), library -> library));

        assertThat(open.keySet()).isEqualTo(CHOSEN.keySet());
        CHOSEN.forEach((name, licence) -> {
            assertThat(ALLOWED).contains(licence);
            assertThat(licences(open.get(name))).contains(licence);
        });
    }
}
