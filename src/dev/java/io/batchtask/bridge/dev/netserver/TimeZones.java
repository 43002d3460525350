package io.batchtask.bridge.dev.netserver;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TimeZone header: LastStarted is converted from the base time zone, which is UTC here, to the zone asked for, and
 * still bears no zone. Created is UTC always. What bears a zone or means never is left alone.
 */
final class TimeZones {
    private static final Pattern ASKED = Pattern.compile(
            "<(?:\\w+:)?(?:SoTimeZoneId|SoTimeZoneLocationCode)>([^<]+)</(?:\\w+:)?SoTimeZone(?:Id|LocationCode)>");
    private static final Pattern STARTED =
            Pattern.compile("<LastStarted>([1-9]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)</LastStarted>");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    /** A few of SuperOffice's zones, by id and by code. */
    private static final Map<String, String> ZONES = Map.of(
            "1",
            "UTC",
            "UTC",
            "UTC",
            "261",
            "Europe/Oslo",
            "NO",
            "Europe/Oslo",
            "460",
            "America/New_York",
            "US-NY",
            "America/New_York");

    private TimeZones() {}

    /** The id or code in the request's TimeZone header. */
    static Optional<String> header(String envelope) {
        Matcher zone = ASKED.matcher(envelope);
        return envelope.contains("TimeZone") && zone.find() ? Optional.of(zone.group(1)) : Optional.empty();
    }

    /** How an answer's times are converted for that request; empty when it asks for no zone, or for one unknown here. */
    static Optional<Function<String, String>> asked(String envelope) {
        return header(envelope).map(ZONES::get).map(ZoneId::of).map(zone -> body -> converted(body, zone));
    }

    private static String converted(String body, ZoneId zone) {
        return STARTED.matcher(body)
                .replaceAll(started -> "<LastStarted>"
                        + LocalDateTime.parse(started.group(1))
                                .atZone(ZoneOffset.UTC)
                                .withZoneSameInstant(zone)
                                .format(TIME)
                        + "</LastStarted>");
    }
}
