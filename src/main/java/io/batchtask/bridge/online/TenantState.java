package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the state service says of a tenant. Its names are read in any case: JSON writers disagree about the first letter.
 *
 * @param endpoint the tenant's address without a trailing slash; empty text when it is not said
 * @param word the state, such as {@code OfflineMaintenance}
 * @param running whether calls are taken; maintenance may or may not be a reason not to
 * @param validUntil how long this may be kept; empty when it is not said, or in no way that can be read
 */
record TenantState(String endpoint, String word, boolean running, Optional<Instant> validUntil) {
    /** By name or number; of the maintenances the one that is online. */
    private static final Pattern RUNNING = Pattern.compile("(?i)Running|OnlineMaintenance|2|5");

    static TenantState of(JsonNode answer) {
        return new TenantState(
                field(answer, "Endpoint").asText("").strip().replaceAll("/+$", ""),
                field(answer, "State").asText("unknown"),
                isRunning(field(answer, "IsRunning"), field(answer, "State")),
                instant(field(answer, "ValidUntil").asText("")));
    }

    /** An answer that says neither closes nothing: the calls themselves will tell. */
    private static boolean isRunning(JsonNode said, JsonNode state) {
        return said.isMissingNode()
                ? state.isMissingNode()
                        || RUNNING.matcher(state.asText().strip()).matches()
                : said.asBoolean(true);
    }

    /** Missing as well when it is null. */
    private static JsonNode field(JsonNode answer, String name) {
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
            if (field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull()) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
