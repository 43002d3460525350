package io.batchtask.bridge.dev.netserver;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What {@code /api/state} says of a tenant. */
final class StateAnswer {
    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private volatile String word = "Running";
    private volatile boolean running = true;
    private volatile Duration valid = Duration.ofMinutes(5);

    void running() {
        running = true;
        word = "Running";
    }

    /** @param state such as OfflineMaintenance, Suspended, Deleted */
    void closed(String state) {
        running = false;
        word = state;
    }

    void valid(Duration time) {
        valid = time;
    }

    /** @param root the tenant's address, without a trailing slash */
    JsonObject json(String tenant, URI root) {
        return new JsonObject()
                .put("ContextIdentifier", tenant)
                .put("Endpoint", root.toString())
                .put("State", word)
                .put("IsRunning", running)
                .put("ValidUntil", SEVEN_DIGITS.format(Instant.now().plus(valid)))
                .put("Api", root + "/api")
                .put("Version", "11.6.0");
    }
}
