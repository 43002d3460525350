package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.batchtask.bridge.failure.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the state service says of a tenant.
 *
 * @param endpoint the tenant's address without a trailing slash; empty text when it is not said
 * @param word the state, such as {@code OfflineMaintenance}
 * @param running whether calls are taken; maintenance may or may not be a reason not to
 * @param validUntil how long this may be kept; empty when it is not said, or in no way that can be read
 */
record TenantState(String endpoint, String word, boolean running, Optional<Instant> validUntil) {

    /** The states in which the vendor calls a tenant running, by name and by number. */
    private static final Set<String> RUNNING = Set.of("running", "onlinemaintenance", "2", "5");

    static TenantState of(JsonNode answer) {
        String word = Excerpt.brief(field(answer, "State").asText("unknown"));
        JsonNode running = field(answer, "IsRunning");
        boolean said = running.isBoolean() || running.isTextual();
        return new TenantState(
                withoutSlashes(field(answer, "Endpoint").asText("").strip()),
                word,
                said ? running.asBoolean(true) : isRunning(word),
                instant(field(answer, "ValidUntil").asText("")));
    }

    /** By hand: the expression for it takes a time that grows with the square of their number. */
    private static String withoutSlashes(String address) {
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }

    /** When neither is said, a call will tell. */
    private static boolean isRunning(String word) {
        String known = word.toLowerCase(Locale.ROOT);
        return RUNNING.contains(known) || known.equals("unknown") || known.equals("0");
    }

    /** Whatever case the service writes its names in. */
    private static JsonNode field(JsonNode answer, String name) {
        return answer.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MissingNode.getInstance());
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
