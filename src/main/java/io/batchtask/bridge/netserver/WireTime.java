package io.batchtask.bridge.netserver;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
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
    /** 1760-01-01 is the database's "never"; a zone conversion may have moved it into the year before. */
    private static final LocalDateTime NEVER_FROM = LocalDateTime.of(1759, 12, 31, 0, 0);

    private static final LocalDateTime NEVER_UNTIL = LocalDateTime.of(1761, 1, 1, 0, 0);

    /** 9999-12-31 means for ever, also west of Greenwich; a fifth digit of the year is more than readers expect. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private WireTime() {}

    /**
     * The instant meant, or null for "never": .NET's minimum value, year 1, possibly moved by a zone conversion; or the
     * database's.
     *
     * @param zone where a value without a zone is meant; in a gap of that zone's clock the time moves on by the gap, in
     *     an overlap the earlier instant is taken
     * @throws DateTimeException if the value is no date-time; data binding lets a mere date or time pass
     */
    static Instant instant(XMLGregorianCalendar value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        if (!DatatypeConstants.DATETIME.equals(value.getXMLSchemaType())) {
            throw new DateTimeException("no date-time: " + value);
        }
        if (value.getYear() <= 1) {
            return null;
        }
        LocalDateTime local = local(value);
        if (!local.isBefore(NEVER_FROM) && local.isBefore(NEVER_UNTIL)) {
            return null;
        }
        Instant instant = value.getTimezone() == DatatypeConstants.FIELD_UNDEFINED
                ? local.atZone(zone).toInstant()
                : local.toInstant(ZoneOffset.ofTotalSeconds(value.getTimezone() * 60));
        return instant.isAfter(LAST) ? LAST : instant;
    }

    private static LocalDateTime local(XMLGregorianCalendar value) {
        int nanos = value.getFractionalSecond() == null
                ? 0
                : value.getFractionalSecond().movePointRight(9).intValue();
        return LocalDateTime.of(
                value.getYear(),
                value.getMonth(),
                value.getDay(),
                value.getHour(),
                value.getMinute(),
                value.getSecond(),
                nanos);
    }
}
