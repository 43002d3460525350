package io.batchtask.bridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.serialization.YamlMapperFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The AsyncAPI document of the jar, with its references followed. */
final class AsyncApi {
    private static final ObjectMapper YAML = YamlMapperFactory.getInstance(); // the validator's own reader

    final JsonNode document;

    private final String root;

    /** That of this version. */
    AsyncApi() {
        this("/");
    }

    /** @param root where it and its schemas are */
    AsyncApi(String root) {
        this.root = root;
        this.document = read("asyncapi.yaml");
    }

    private JsonNode read(String resource) {
        try (InputStream in = AsyncApi.class.getResourceAsStream(root + resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return YAML.readTree(in); // JSON is YAML
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every reference of the document, as it is written. */
    List<String> references() {
        return document.findValuesAsText("$ref");
    }

    /** What that reference points at; a missing node when there is nothing. */
    JsonNode target(String reference) {
        if (reference.startsWith("#/")) {
            return document.at(reference.substring(1));
        }
        return read(reference.replaceFirst("^\\./", ""));
    }

    /** The object itself, or what it refers to. */
    JsonNode follow(JsonNode node) {
        JsonNode current = node;
        while (current.has("$ref")) {
            current = target(current.get("$ref").textValue());
        }
        return current;
    }

    JsonNode channel(String name) {
        return document.at("/channels/" + name);
    }

    JsonNode message(String channel, String name) {
        return follow(channel(channel).at("/messages/" + name));
    }

    /** The documented headers of a message: name and schema. */
    Map<String, JsonNode> headers(JsonNode message) {
        Map<String, JsonNode> headers = new LinkedHashMap<>();
        collect(message.get("headers"), headers);
        return headers;
    }

    private void collect(JsonNode schema, Map<String, JsonNode> headers) {
        JsonNode resolved = follow(schema);
        resolved.path("allOf").forEach(part -> collect(part, headers));
        resolved.path("properties").properties().forEach(entry -> headers.put(entry.getKey(), entry.getValue()));
    }

    /** Those of them that are always there. */
    List<String> requiredHeaders(JsonNode message) {
        List<String> names = new ArrayList<>();
        JsonNode headers = follow(message.get("headers"));
        headers.path("allOf").forEach(part -> follow(part).path("required").forEach(name -> names.add(name.asText())));
        headers.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The schema of a message's payload, complete in itself. */
    JsonNode payload(JsonNode message) {
        JsonNode payload = message.get("payload");
        return inlined(payload.has("schemaFormat") ? payload.get("schema") : payload);
    }

    private JsonNode inlined(JsonNode node) {
        JsonNode resolved = follow(node);
        if (resolved instanceof ObjectNode object) {
            ObjectNode copy = YAML.createObjectNode();
            object.properties().forEach(entry -> {
                if (!entry.getKey().equals("$id") && !entry.getKey().equals("$schema")) {
                    copy.set(entry.getKey(), inlined(entry.getValue()));
                }
            });
            return copy;
        }
        if (resolved instanceof ArrayNode array) {
            ArrayNode copy = YAML.createArrayNode();
            array.forEach(element -> copy.add(inlined(element)));
            return copy;
        }
        return resolved;
    }
}
