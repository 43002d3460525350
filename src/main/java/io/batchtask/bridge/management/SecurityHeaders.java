package io.batchtask.bridge.management;

import java.util.Map;

/** Sent with every answer: nothing here is to be framed, kept, guessed at, or passed on to other sites. */
final class SecurityHeaders {
    static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> ALWAYS = Map.of(
            POLICY,
            "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private SecurityHeaders() {}

    static Map<String, String> always() {
        return ALWAYS;
    }
}
