package io.batchtask.bridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The published schemas, as a reader of either draft sees them. */
public final class Schemas {
    public static final String REQUEST = "batchtask-request-v1.json";
    public static final String INFO = "batchtask-info-v1.json";
    public static final String NOT_FOUND = "batchtask-notfound-v1.json";

    /** What stands before their names by default. */
    public static final String BASE = "urn:batchtask-bridge:schema:";

    private static final SchemaValidatorsConfig FORMATS_CHECKED =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Schemas() {}

    /** The draft a schema is read as, whatever it calls itself. */
    public enum Draft {
        DRAFT_07(VersionFlag.V7),
        DRAFT_2020_12(VersionFlag.V202012);

        private final VersionFlag version;

        Draft(VersionFlag version) {
            this.version = version;
        }

        /** What is wrong with that value according to that schema; empty when nothing is. */
        public List<String> problems(JsonNode schema, JsonNode value) {
            ObjectNode asThisDraft = schema.deepCopy();
            asThisDraft.put("$schema", version.getId());
            JsonSchema compiled = JsonSchemaFactory.getInstance(version).getSchema(asThisDraft, FORMATS_CHECKED);
            return compiled.validate(value).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }

        /** The draft's own schema of schemas. */
        JsonNode metaSchema() {
            return JsonSchemaFactory.getInstance(version)
                    .getSchema(com.networknt.schema.SchemaLocation.of(version.getId()))
                    .getSchemaNode();
        }
    }

    /** A schema of the jar by its file name. */
    public static JsonNode schema(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name)) {
            return EventJson.mapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
