package io.batchtask.bridge.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}, {@code 0}, or ISO-8601. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

    /** Longer ones are of no use and no longer fit into every clock they are handed to. */
    static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /** @throws IllegalArgumentException if the text is no duration, or one of more than a year */
    public static Duration parse(String text) {
        try {
            Duration parsed = read(text.strip());
            if (parsed.compareTo(LONGEST) <= 0) {
                return parsed;
            }
        } catch (DateTimeParseException | ArithmeticException neither) {
            throw new IllegalArgumentException("not a duration", neither);
        }
        throw new IllegalArgumentException("too long");
    }

    private static Duration read(String text) {
        Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
        if (text.equals("0")) { // the one number that needs no unit
            return Duration.ZERO;
        }
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
