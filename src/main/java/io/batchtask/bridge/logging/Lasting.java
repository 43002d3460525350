package io.batchtask.bridge.logging;

import java.time.Duration;
import java.util.Locale;

/** How long something takes, as people say it: in the log, in the health and in messages. */
public final class Lasting {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private Lasting() {}

    /** {@code 384 ms}, {@code 1.4 s}, {@code 21 s}, {@code 15 min}, {@code 6 h}, {@code 2 d}; rounded down. */
    public static String words(Duration time) {
        long millis = time.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            long tenths = millis / 100;
            return tenths % 10 == 0
                    ? tenths / 10 + " s"
                    : String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        if (time.compareTo(TWO_MINUTES) < 0) {
            return time.toSeconds() + " s";
        }
        if (time.compareTo(TWO_HOURS) < 0) {
            return time.toMinutes() + " min";
        }
        return time.compareTo(TWO_DAYS) < 0 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
