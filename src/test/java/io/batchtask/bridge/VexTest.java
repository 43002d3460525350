package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.batchtask.bridge.dev.VexMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The VEX document keeps CycloneDX's rules for one, speaks of what ships, and says what the documents say. */
class VexTest {
    private static final Path FILE = Path.of("src/main/sbom/batchtask-bridge.vex.json");
    private static final Set<String> STATES = Set.of("not_affected", "resolved", "exploitable", "in_triage");
    private static final Set<String> JUSTIFICATIONS = Set.of(
            "code_not_present",
            "code_not_reachable",
            "requires_configuration",
            "requires_dependency",
            "requires_environment",
            "protected_by_compiler",
            "protected_at_runtime",
            "protected_at_perimeter",
            "protected_by_mitigating_control");
    private static final Set<String> RESPONSES =
            Set.of("can_not_fix", "will_not_fix", "update", "rollback", "workaround_available");
    private static final Pattern TESTS = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b");

    private final ObjectNode vex = vex();

    private static ObjectNode vex() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException unreadable) {
            throw new AssertionError("no VEX document", unreadable);
        }
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private Stream<JsonNode> statements() {
        return each(vex.path("vulnerabilities"));
    }

    private static String state(JsonNode statement) {
        return statement.at("/analysis/state").asText();
    }

    @Test
    void itIsACycloneDxDocument() {
        assertThat(vex.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(vex.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(each(vex.path("components")))
                .isNotEmpty()
                .allSatisfy(library -> {
                    assertThat(library.path("type").asText()).isEqualTo("library");
                    assertThat(library.path("purl").asText())
                            .isEqualTo(library.path("bom-ref").asText());
                })
                .extracting(library -> library.path("bom-ref").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyStatementKeepsTheRules() {
        assertThat(statements())
                .isNotEmpty()
                .allSatisfy(statement -> {
                    String id = statement.path("id").asText();
                    JsonNode analysis = statement.path("analysis");
                    assertThat(id).matches("CVE-\\d{4}-\\d{4,7}");
                    assertThat(statement.at("/source/url").asText())
                            .startsWith("https://")
                            .endsWith(id);
                    assertThat(state(statement)).isIn(STATES);
                    assertThat(analysis.has("justification"))
                            .as("%s: reasons are given for what does not apply", id)
                            .isEqualTo(state(statement).equals("not_affected"));
                    if (analysis.has("justification")) {
                        assertThat(analysis.path("justification").asText()).isIn(JUSTIFICATIONS);
                    }
                    assertThat(each(analysis.path("response")).map(JsonNode::asText))
                            .isSubsetOf(RESPONSES);
                    assertThat(analysis.path("detail").asText())
                            .as("%s: a sentence", id)
                            .matches("(?s)[A-Z0-9].{10,}\\.");
                })
                .extracting(statement -> statement.path("id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyStatementIsAboutALibraryThatIsListed() {
        Set<String> listed = each(vex.path("components"))
                .map(library -> library.path("bom-ref").asText())
                .collect(Collectors.toSet());
        assertThat(statements()).allSatisfy(statement -> assertThat(each(statement.path("affects"))
                        .map(affected -> affected.path("ref").asText()))
                .as(statement.path("id").asText())
                .isNotEmpty()
                .isSubsetOf(listed));
    }

    @Test
    void whatASentenceSaysWasTriedWasTried() throws IOException {
        List<String> tests;
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            tests = sources.map(source -> source.getFileName().toString().replace(".java", ""))
                    .toList();
        }
        assertThat(statements().flatMap(statement -> TESTS.matcher(
                                statement.at("/analysis/detail").asText())
                        .results()
                        .map(MatchResult::group)))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    /** What is resolved needs no reader; everything else stands in the documents, with its state. */
    @Test
    void theDocumentsNameWhatIsNotResolved() {
        TreeMap<String, Set<String>> documented = new TreeMap<>();
        for (MatchResult row : Pattern.compile("(?m)^\\| (\\w+) \\| ([^|]+) \\|")
                .matcher(new Readme().section("vex"))
                .results()
                .toList()) {
            Pattern.compile("CVE-\\d+-\\d+").matcher(row.group(2)).results().forEach(id -> documented
                    .computeIfAbsent(row.group(1), state -> new TreeSet<>())
                    .add(id.group()));
        }
        assertThat(documented)
                .isEqualTo(statements()
                        .filter(statement -> !state(statement).equals("resolved"))
                        .collect(Collectors.groupingBy(
                                VexTest::state,
                                TreeMap::new,
                                Collectors.mapping(
                                        statement -> statement.path("id").asText(),
                                        Collectors.toCollection(TreeSet::new)))));
    }

    @Test
    void renewingTheListSaysWhatIsToBeLookedAtAndLeavesTheStatements() {
        ObjectNode former = vex.deepCopy();
        ObjectNode sbom = vex.deepCopy();
        ObjectNode raised = (ObjectNode) each(sbom.path("components"))
                .filter(library -> library.path("name").asText().equals("camel-kafka"))
                .findFirst()
                .orElseThrow();
        String purl = raised.path("purl").asText();
        raised.put("bom-ref", purl.replace("@", "@9"))
                .put("purl", purl.replace("@", "@9"))
                .put("licenses", "left out");

        assertThat(VexMain.renew(vex.deepCopy(), vex)).isEmpty();
        assertThat(vex).isEqualTo(former);
        assertThat(VexMain.renew(sbom, vex))
                .containsExactly(
                        "new: " + purl.replace("@", "@9"),
                        "CVE-2026-49098 speaks of " + purl + ", which does not ship");
        assertThat(vex.path("vulnerabilities")).isEqualTo(former.path("vulnerabilities"));
        assertThat(vex.path("components").toString())
                .contains(purl.replace("@", "@9"))
                .doesNotContain("left out");
    }
}
