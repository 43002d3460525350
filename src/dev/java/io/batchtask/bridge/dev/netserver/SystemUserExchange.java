package io.batchtask.bridge.dev.netserver;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.Function;

/**
 * Whether a signed system-user token is exchanged for a security token. A refusal is a good answer that says no, over
 * REST and SOAP alike.
 */
final class SystemUserExchange {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final OnlineApp app;
    private final Function<String, String> issue;
    private volatile Duration fast = Duration.ZERO;
    private volatile String refusal;

    /** @param issue a security token for that tenant; null for an unknown tenant */
    SystemUserExchange(OnlineApp app, Function<String, String> issue) {
        this.app = app;
        this.issue = issue;
    }

    /** A token, or why there is none: one of the two is null. */
    record Outcome(String token, String errorMessage) {
        private static Outcome refused(String why) {
            return new Outcome(null, why);
        }

        boolean isSuccessful() {
            return token != null;
        }
    }

    /** How far the clock here is ahead of the caller's. */
    void fast(Duration ahead) {
        fast = ahead;
    }

    /** Every exchange is refused with that message; null for none. */
    void refuse(String errorMessage) {
        refusal = errorMessage;
    }

    Instant now() {
        return Clock.systemUTC().instant().plus(fast);
    }

    Outcome exchange(String applicationToken, String tenant, String signedToken) {
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        if (!app.applicationToken().equals(applicationToken)) {
            return Outcome.refused("Unknown application token");
        }
        String[] parts = String.valueOf(signedToken).split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(app.systemUserToken())) {
            return Outcome.refused("Unknown system user token " + parts[0]);
        }
        if (!isTimely(parts[1])) {
            return Outcome.refused("InvalidTimestamp");
        }
        if (!app.hasSigned(parts[0] + "." + parts[1], decoded(parts[2]))) {
            return Outcome.refused("InvalidSignature");
        }
        String token = issue.apply(String.valueOf(tenant));
        return token == null
                ? Outcome.refused("The application is not approved for " + tenant)
                : new Outcome(token, null);
    }

    private boolean isTimely(String minute) {
        try {
            Instant stamped = LocalDateTime.parse(minute, MINUTE).toInstant(ZoneOffset.UTC);
            return Duration.between(stamped, now()).abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getDecoder().decode(signature.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
