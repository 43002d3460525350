package io.batchtask.bridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has changed from a published schema to today's, by its structure. A field that is new and need not be there is no
 * change where unknown fields were taken already: that is how a version grows.
 */
final class SchemaChanges {
    /** Words for people, and for telling schemas apart; they decide about no value. */
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "title", "description", "examples");

    private final List<String> narrower = new ArrayList<>();
    private final List<String> wider = new ArrayList<>();

    private SchemaChanges() {}

    private static SchemaChanges between(JsonNode published, JsonNode today) {
        SchemaChanges changes = new SchemaChanges();
        changes.compare("", published, today);
        return changes;
    }

    /**
     * Of what the product writes: by what is narrower today's schema refuses an event of the published one, or promises
     * a reader less; what is wider lets an event out that a reader of the published one refuses.
     */
    static List<String> ofWhatIsWritten(JsonNode published, JsonNode today) {
        SchemaChanges changes = between(published, today);
        List<String> all = new ArrayList<>(changes.narrower);
        all.addAll(changes.wider);
        return all;
    }

    /** Of what the product reads: it may take more than it did. */
    static List<String> ofWhatIsRead(JsonNode published, JsonNode today) {
        return between(published, today).narrower;
    }

    private void compare(String where, JsonNode was, JsonNode is) {
        Set<String> keywords = new TreeSet<>();
        was.fieldNames().forEachRemaining(keywords::add);
        is.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(ANNOTATIONS);
        for (String keyword : keywords) {
            compare(where + "/" + keyword, keyword, was, is);
        }
    }

    private void compare(String where, String keyword, JsonNode wasIn, JsonNode isIn) {
        JsonNode was = wasIn.path(keyword);
        JsonNode is = isIn.path(keyword);
        switch (keyword) {
            case "properties" -> properties(where, was, is, wasIn);
            case "additionalProperties" -> others(where, was, is);
            case "required" -> words(where, was, is, wider, narrower);
            case "type", "enum" -> choice(where, was, is);
            case "anyOf" -> parts(where, was, is, narrower, wider);
            case "allOf" -> parts(where, was, is, wider, narrower);
            case "minimum" -> bound(where, was, is, is.asLong(Long.MIN_VALUE) > was.asLong(Long.MIN_VALUE));
            case "maximum", "maxLength" ->
                bound(where, was, is, is.asLong(Long.MAX_VALUE) < was.asLong(Long.MAX_VALUE));
            default -> other(where, was, is);
        }
    }

    private void properties(String where, JsonNode was, JsonNode is, JsonNode wasIn) {
        was.properties().forEach(field -> {
            if (is.has(field.getKey())) {
                compare(where + "/" + field.getKey(), field.getValue(), is.get(field.getKey()));
            } else {
                narrower.add(where + "/" + field.getKey() + " is gone");
            }
        });
        boolean closed = wasIn.path("additionalProperties").isBoolean()
                && !wasIn.get("additionalProperties").booleanValue();
        is.fieldNames().forEachRemaining(field -> {
            if (closed && !was.has(field)) {
                wider.add(where + "/" + field + " is new, where no other field was taken");
            }
        });
    }

    private void others(String where, JsonNode was, JsonNode is) {
        if (was.isObject() && is.isObject()) {
            compare(where, was, is);
            return;
        }
        int strictness = strictness(is) - strictness(was);
        if (strictness != 0) {
            (strictness > 0 ? narrower : wider).add(where + " is " + is + ", was " + was);
        }
    }

    /** Of a rule for unknown fields: none, some rule, none allowed. */
    private static int strictness(JsonNode others) {
        return others.isObject() ? 1 : others.asBoolean(true) ? 0 : 2;
    }

    private void choice(String where, JsonNode was, JsonNode is) {
        if (was.isMissingNode() || is.isMissingNode()) {
            other(where, was, is);
        } else {
            words(where, was, is, narrower, wider);
        }
    }

    private static void words(String where, JsonNode was, JsonNode is, List<String> ifLost, List<String> ifNew) {
        words(was).stream()
                .filter(word -> !words(is).contains(word))
                .forEach(word -> ifLost.add(where + " lacks " + word));
        words(is).stream()
                .filter(word -> !words(was).contains(word))
                .forEach(word -> ifNew.add(where + " also has " + word));
    }

    private static Set<String> words(JsonNode node) {
        Set<String> words = new TreeSet<>();
        if (node.isArray()) {
            node.forEach(word -> words.add(word.asText()));
        } else if (node.isTextual()) {
            words.add(node.textValue());
        }
        return words;
    }

    private void parts(String where, JsonNode was, JsonNode is, List<String> ifLost, List<String> ifNew) {
        for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
            String part = where + "/" + i;
            if (i >= is.size()) {
                ifLost.add(part + " is gone");
            } else if (i >= was.size()) {
                ifNew.add(part + " is new");
            } else {
                compare(part, was.get(i), is.get(i));
            }
        }
    }

    private void bound(String where, JsonNode was, JsonNode is, boolean narrows) {
        if (!was.equals(is)) {
            (narrows ? narrower : wider).add(where + " is " + is + ", was " + was);
        }
    }

    /** A rule of which only its author knows which values it leaves out. */
    private void other(String where, JsonNode was, JsonNode is) {
        if (!was.equals(is)) {
            String change = where + " is " + is + ", was " + was;
            if (!is.isMissingNode()) {
                narrower.add(change);
            }
            if (!was.isMissingNode()) {
                wider.add(change);
            }
        }
    }
}
