package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.event.Schemas.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas as documents: right in either draft, and known by the name the product writes. */
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
        for (JsonNode part : parts(schema)) {
            assertThat(part.fieldNames()).toIterable().isSubsetOf(COMMON_KEYWORDS);
        }
    }

    /** As strict validators ask, {@code ajv} among them: they refuse the whole schema otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {Schemas.REQUEST, Schemas.INFO, Schemas.NOT_FOUND})
    void whatIsRequiredIsDescribedInTheSamePlaceAndATypeMayBeNullButNoOther(String name) {
        for (JsonNode part : parts(Schemas.schema(name))) {
            assertThat(part.path("required")).as(part.toPrettyString()).allMatch(required -> part.path("properties")
                    .has(required.asText()));
            if (part.path("type").isArray()) {
                assertThat(part.get("type"))
                        .as(part.toPrettyString())
                        .hasSize(2)
                        .extracting(JsonNode::asText)
                        .contains("null");
            }
        }
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
    void aSchemaIsKnownByTheNameTheProductWrites(String name) {
        assertThat(Schemas.schema(name).get("$id").textValue()).isEqualTo(Schemas.BASE + name);
        assertThat(Schemas.schema(name).get("$schema").textValue())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    /** A schema and the schemas in it; properties and examples are none. */
    private static List<JsonNode> parts(JsonNode schema) {
        List<JsonNode> found = new ArrayList<>(List.of(schema));
        for (String several : List.of("properties", "anyOf")) {
            schema.path(several).forEach(inner -> found.addAll(parts(inner)));
        }
        if (schema.has("additionalProperties")) {
            found.addAll(parts(schema.get("additionalProperties")));
        }
        return found;
    }
}
