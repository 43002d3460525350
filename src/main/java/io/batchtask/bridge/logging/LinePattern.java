package io.batchtask.bridge.logging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the pattern of a log line says about it: {@code text; key={} key={}}.
 *
 * @param text before the first semicolon, the same for all lines of that kind
 * @param keys one for each placeholder, in order; empty where a placeholder has none
 */
record LinePattern(String text, List<Optional<String>> keys) {
    private static final Pattern PLACE = Pattern.compile("(?:([A-Za-z][A-Za-z0-9-]*)=)?\\{\\}");

    private static final LinePattern NONE = new LinePattern("", List.of());

    /** As many as there are call sites. */
    private static final Map<String, LinePattern> KNOWN = new ConcurrentHashMap<>();

    /** Whether a line of that logger is one of ours. */
    static boolean isOurs(String logger) {
        return logger.startsWith("io.batchtask.");
    }

    /** @param pattern of a line of ours, as it stands in the code; null is a line without text */
    static LinePattern of(String pattern) {
        return pattern == null ? NONE : KNOWN.computeIfAbsent(pattern, LinePattern::parsed);
    }

    private static LinePattern parsed(String pattern) {
        List<Optional<String>> keys = new ArrayList<>();
        Matcher places = PLACE.matcher(pattern);
        while (places.find()) {
            keys.add(Optional.ofNullable(places.group(1)));
        }
        int end = pattern.indexOf(';');
        return new LinePattern(end < 0 ? pattern : pattern.substring(0, end), List.copyOf(keys));
    }

    /** What stands behind the keys; the arguments are null when the line has none. */
    Map<String, String> values(Object[] arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; arguments != null && i < Math.min(keys.size(), arguments.length); i++) {
            String value = String.valueOf(arguments[i]);
            keys.get(i).ifPresent(key -> values.put(key, value));
        }
        return values;
    }
}
