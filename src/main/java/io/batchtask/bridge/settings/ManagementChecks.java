package io.batchtask.bridge.settings;

import java.util.List;

/** The management port is open to this machine alone, or asks for a token. */
final class ManagementChecks {
    private static final String KEY = "batchtask.management.";
    private static final int SHORTEST_TOKEN = 16;

    private ManagementChecks() {}

    static void check(ManagementSettings settings, List<String> problems) {
        if (!Authority.isLoopback(settings.host()) && settings.token().isEmpty()) {
            problems.add(KEY + "token is required with " + KEY + "host = " + settings.host()
                    + ", which others can reach; without a token only a loopback address is allowed");
        }
        settings.token()
                .filter(token -> !token.reveal().isEmpty()) // empty: what is wrong with it has been reported
                .filter(token -> token.reveal().length() < SHORTEST_TOKEN)
                .ifPresent(token ->
                        problems.add(KEY + "token = *** is not allowed: at least " + SHORTEST_TOKEN + " characters"));
    }
}
