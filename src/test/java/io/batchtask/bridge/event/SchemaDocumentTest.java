package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.event.Schemas.Draft;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas as documents: right in either draft, and known by the address the product writes. */
class SchemaDocumentTest {
    /** Words that mean the same in both drafts. */
    private static final Set<String> COMMON_KEYWORDS = Set.of(
            "$schema",
            "$id",
            "title",
            "description",
            "examples",
            "type",
            "format",
            "pattern",
            "minimum",
            "maximum",
            "properties",
            "additionalProperties",
            "required",
            "anyOf");

    @ParameterizedTest
    @ValueSource(strings = {Schemas.REQUEST, Schemas.INFO, Schemas.NOT_FOUND})
    void aSchemaIsAValidSchemaWithWordsBothDraftsShare(String name) {
        JsonNode schema = Schemas.schema(name);
        for (Draft draft : Draft.values()) {
            assertThat(draft.problems(draft.metaSchema(), schema))
                    .as(draft.name())
                    .isEmpty();
        }
        assertThat(COMMON_KEYWORDS).containsAll(keywords(schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {Schemas.REQUEST, Schemas.INFO, Schemas.NOT_FOUND})
    void theExamplesOfASchemaAreValid(String name) {
        JsonNode schema = Schemas.schema(name);
        for (JsonNode example : schema.path("examples")) {
            assertThat(Draft.DRAFT_2020_12.problems(schema, example)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Schemas.REQUEST, Schemas.INFO, Schemas.NOT_FOUND})
    void aSchemaIsKnownByTheAddressTheProductWrites(String name) {
        assertThat(Schemas.schema(name).get("$id").textValue()).isEqualTo(EventWriter.SCHEMAS + name);
        assertThat(Schemas.schema(name).get("$schema").textValue())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    /** The keywords of a schema and of the schemas in it; names of properties and examples are none. */
    private static Set<String> keywords(JsonNode schema) {
        Set<String> found = new TreeSet<>();
        schema.properties().forEach(entry -> {
            found.add(entry.getKey());
            switch (entry.getKey()) {
                case "properties", "anyOf" -> entry.getValue().forEach(inner -> found.addAll(keywords(inner)));
                case "additionalProperties" -> found.addAll(keywords(entry.getValue()));
                default -> {
                    // no schema in it
                }
            }
        });
        return found;
    }
}
