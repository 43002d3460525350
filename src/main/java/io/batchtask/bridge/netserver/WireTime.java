package io.batchtask.bridge.netserver;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.XMLGregorianCalendar;

/**
 * NetServer's date-times. Normally they carry no zone: "the way that the WCF service API works; it leaves time zones up
 * to the client". An explicit zone or offset wins. Never converted through {@code toGregorianCalendar()}, which would
 * silently apply this machine's zone.
 */
final class WireTime {
    private static final int NEVER_STORED = 1760; // 1760-01-01 is the database's "never"

    private WireTime() {}

    /**
     * The instant meant, or null for "never" (.NET's minimum value, year 1, possibly moved by a zone conversion; or
     * 1760).
     *
     * @param zone where a value without a zone is meant; in a gap of that zone's clock the time moves on by the gap, in
     *     an overlap the earlier instant is taken
     */
    static Instant instant(XMLGregorianCalendar value, ZoneId zone) {
        if (value == null || value.getYear() <= 1 || value.getYear() == NEVER_STORED) {
            return null;
        }
        int nanos = value.getFractionalSecond() == null
                ? 0
                : value.getFractionalSecond().movePointRight(9).intValue();
        LocalDateTime local = LocalDateTime.of(
                value.getYear(),
                value.getMonth(),
                value.getDay(),
                value.getHour(),
                value.getMinute(),
                value.getSecond(),
                nanos);
        if (value.getTimezone() == DatatypeConstants.FIELD_UNDEFINED) {
            return local.atZone(zone).toInstant();
        }
        return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(value.getTimezone() * 60))
                .toInstant();
    }
}
