package io.batchtask.bridge.dev;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Takes the libraries of the bill of materials over into the VEX document, where each stands that has been looked at.
 * Its statements are not touched: whether one still holds of another version is for people to say, and a test fails
 * until they have.
 */
public final class VexMain {
    private static final List<String> KEPT = List.of("type", "bom-ref", "group", "name", "version", "purl");

    private VexMain() {}

    /** @param files the bill of materials, and the VEX document, which is written anew */
    public static void main(String[] files) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Path document = Path.of(files[1]);
        ObjectNode vex = (ObjectNode) mapper.readTree(document.toFile());
        List<String> remarks = renew(mapper.readTree(Path.of(files[0]).toFile()), vex);
        Files.writeString(document, text(vex));
        remarks.forEach(System.out::println);
        System.out.println(
                remarks.isEmpty()
                        ? "the list is up to date"
                        : "search for what is known of these, then " + "say it in " + document);
    }

    /**
     * Renews the list of libraries.
     *
     * @return what is to be looked at: libraries that are new, and statements about some that no longer ship
     */
    public static List<String> renew(JsonNode sbom, ObjectNode vex) {
        Set<String> before = refs(vex.path("components"));
        vex.withObject("/metadata").set("component", kept(sbom.at("/metadata/component")));
        ArrayNode components = vex.putArray("components");
        sbom.path("components").forEach(component -> components.add(kept(component)));
        Set<String> now = refs(components);

        List<String> remarks = new ArrayList<>();
        now.stream().filter(ref -> !before.contains(ref)).forEach(ref -> remarks.add("new: " + ref));
        for (JsonNode statement : vex.path("vulnerabilities")) {
            for (JsonNode affected : statement.path("affects")) {
                String ref = affected.path("ref").asText();
                if (!now.contains(ref)) {
                    remarks.add(statement.path("id").asText() + " speaks of " + ref + ", which does not ship");
                }
            }
        }
        return remarks;
    }

    private static Set<String> refs(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .map(component -> component.path("bom-ref").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectNode kept(JsonNode component) {
        return component.<ObjectNode>deepCopy().retain(KEPT);
    }

    /** One value a line, so that a change is seen as what it is. */
    static String text(JsonNode json) throws IOException {
        DefaultPrettyPrinter lines =
                new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        lines.indentArraysWith(indent);
        lines.indentObjectsWith(indent);
        return new ObjectMapper().writer(lines).writeValueAsString(json) + "\n";
    }
}
