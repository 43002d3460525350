package io.batchtask.bridge.settings;

import java.util.List;
import java.util.regex.Pattern;

/** The management port is open to this machine alone, or asks for a token. */
final class ManagementChecks {
    private static final String KEY = "batchtask.management.";
    private static final int SHORTEST_TOKEN = 16;

    /** Literal: a name is not resolved, because what it means here may not be what it means when the port is opened. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?(::1|(0+:){7}0*1)]?");

    private ManagementChecks() {}

    static void check(ManagementSettings settings, List<String> problems) {
        if (!isLoopback(settings.host()) && settings.token().isEmpty()) {
            problems.add(KEY + "token is required with " + KEY + "host = " + settings.host()
                    + ", which others can reach; without a token only a loopback address is allowed");
        }
        settings.token()
                .filter(token -> token.reveal().length() < SHORTEST_TOKEN)
                .ifPresent(token ->
                        problems.add(KEY + "token = *** is not allowed: at least " + SHORTEST_TOKEN + " characters"));
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.strip()).matches();
    }
}
