package io.batchtask.bridge.event;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * How times are written: UTC with {@code Z}, cut off rather than rounded, so that no time lies ahead of its event. Never
 * more than six digits of a second's fraction, which is what Python's {@code %f}, PostgreSQL and BigQuery take.
 */
public final class EventTime {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private EventTime() {}

    /** A time of ours: always with three digits, so that texts sort as the times do. */
    public static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** A time of NetServer's: 0, 3 or 6 digits, as many as it needs. */
    static String micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
