package io.batchtask.bridge.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.task.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a text may ask with: a number, an object with an id, a structured CloudEvent with one of these as its data. */
final class RequestJson {
    private static final List<String> ID_NAMES = List.of("id", "taskId", "batchTaskId");

    private final JsonMapper mapper = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** An envelope is known by its specversion as well: on the way its content type may have been lost. */
    Asked data(String text) throws UnreadableRequest {
        if (Asked.isDecimal(text)) {
            return new Asked(Asked.id(text), false);
        }
        JsonNode node = parse(text);
        return node.has("specversion") ? cloudEvent(node) : asked(node);
    }

    Asked cloudEvent(String text) throws UnreadableRequest {
        return cloudEvent(parse(text));
    }

    private Asked cloudEvent(JsonNode event) throws UnreadableRequest {
        if (!event.isObject() || !event.path("specversion").asText().startsWith("1.")) {
            throw new UnreadableRequest("bad-cloudevent", "not a CloudEvents 1.x envelope");
        }
        RequestContext said =
                EventAttributes.of(name -> Optional.ofNullable(event.path(name).textValue()));
        try {
            return dataOf(event).by(said);
        } catch (UnreadableRequest unreadable) {
            throw unreadable.by(said);
        }
    }

    private Asked dataOf(JsonNode event) throws UnreadableRequest {
        if (event.hasNonNull("data")) {
            return asked(event.get("data"));
        }
        if (event.path("data_base64").isTextual()) {
            try {
                return data(new String(event.get("data_base64").binaryValue(), StandardCharsets.UTF_8).strip());
            } catch (java.io.IOException notBase64) {
                throw new UnreadableRequest("bad-cloudevent", "data_base64 is not base64");
            }
        }
        throw new UnreadableRequest("bad-cloudevent", "the event has no data");
    }

    private JsonNode parse(String text) throws UnreadableRequest {
        try {
            JsonNode node = mapper.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new UnreadableRequest("empty", "the value is empty");
            }
            return node;
        } catch (StreamConstraintsException excessive) {
            throw new UnreadableRequest("too-complex", "nested too deeply or a number with too many digits");
        } catch (JsonProcessingException notJson) {
            String reason = String.valueOf(notJson.getOriginalMessage());
            if (reason.startsWith("Duplicate field")) {
                throw new UnreadableRequest("ambiguous-id", "a field occurs twice");
            }
            if (reason.startsWith("Trailing token")) {
                throw new UnreadableRequest("trailing-text", "text after the end of the request");
            }
            if (reason.contains("Leading zeroes")) {
                throw UnreadableRequest.leadingZeros();
            }
            if (reason.contains("plus sign")) {
                throw UnreadableRequest.plusSign();
            }
            throw new UnreadableRequest("not-json", "neither a task id nor JSON: " + UnreadableRequest.quote(text));
        }
    }

    /**
     * The text of a header. Producers that write header values as JSON, spring-kafka among them, send {@code "1.0"}
     * with its quotes; a value that is one whole JSON string says what stands in it, any other says what it is.
     */
    String unquoted(String header) {
        if (!header.startsWith("\"")) {
            return header;
        }
        try {
            JsonNode node = mapper.readTree(header);
            return node.isTextual() ? node.textValue() : header;
        } catch (JsonProcessingException noJson) {
            return header;
        }
    }

    private static Asked asked(JsonNode node) throws UnreadableRequest {
        if (node.isObject()) {
            return new Asked(idOf(node), follow(node.get("follow")));
        }
        if (node.isNumber() || node.isTextual()) {
            return new Asked(id(node), false);
        }
        throw new UnreadableRequest("unknown-shape", "a JSON " + node.getNodeType() + " is no request");
    }

    private static int idOf(JsonNode object) throws UnreadableRequest {
        Integer found = null;
        for (String name : ID_NAMES) {
            if (object.has(name)) {
                int id = id(object.get(name));
                if (found != null && found != id) {
                    throw new UnreadableRequest("ambiguous-id", "several ids that differ");
                }
                found = id;
            }
        }
        if (found == null) {
            throw new UnreadableRequest("no-id", "an object without id, taskId or batchTaskId");
        }
        return found;
    }

    private static int id(JsonNode node) throws UnreadableRequest {
        if (node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw new UnreadableRequest("out-of-range", "the task id has too many digits");
            }
            return Asked.id(node.longValue());
        }
        if (node.isNumber()) {
            throw new UnreadableRequest("fraction", "a task id is a whole number");
        }
        if (node.isTextual()) {
            return Asked.id(decimal(node.textValue().strip()));
        }
        throw notDecimal();
    }

    private static String decimal(String text) throws UnreadableRequest {
        if (Asked.isDecimal(text)) {
            return text;
        }
        boolean signed = text.startsWith("+");
        boolean digits = text.length() > 1
                && text.chars().skip(signed || text.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw notDecimal();
        }
        throw signed ? UnreadableRequest.plusSign() : UnreadableRequest.leadingZeros();
    }

    private static UnreadableRequest notDecimal() {
        return new UnreadableRequest("bad-id-type", "a task id is a number or decimal text");
    }

    private static boolean follow(JsonNode node) throws UnreadableRequest {
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw new UnreadableRequest("bad-follow", "follow is neither true nor false");
        }
        return node.booleanValue();
    }
}
