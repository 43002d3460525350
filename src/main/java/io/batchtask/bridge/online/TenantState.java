package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the state service says of a tenant.
 *
 * @param endpoint the tenant's address without a trailing slash; empty text when it is not said
 * @param word the state, such as {@code OfflineMaintenance}
 * @param running whether calls are taken; maintenance may or may not be a reason not to
 * @param validUntil how long this may be kept; empty when it is not said, or in no way that can be read
 */
record TenantState(String endpoint, String word, boolean running, Optional<Instant> validUntil) {

    static TenantState of(JsonNode answer) {
        return new TenantState(
                answer.path("Endpoint").asText("").strip().replaceAll("/+$", ""),
                answer.path("State").asText("unknown"),
                answer.path("IsRunning").asBoolean(true),
                instant(answer.path("ValidUntil").asText("")));
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
