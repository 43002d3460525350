package io.batchtask.bridge.cli;

import io.batchtask.bridge.settings.Durations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A time as people write one: an instant, a date, or how long ago. */
final class PointInTime {
    /** What is allowed, for people. */
    static final String FORMS =
            "2026-11-24T12:30:00Z, the same with an offset such as +01:00, 2026-11-24 (its beginning in"
                    + " UTC), or how long ago: 30m, 2h, 3d, PT30M";

    private PointInTime() {}

    /** @throws IllegalArgumentException that says what is allowed */
    static Instant of(String text, Clock clock) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.contains("-") || text.contains(":")
                    ? OffsetDateTime.parse(text).toInstant()
                    : clock.instant().minus(Durations.parse(text));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException none) {
            throw new IllegalArgumentException("'" + text + "' is no time: " + FORMS, none);
        }
    }
}
