package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private static XMLGregorianCalendar wire(String text) {
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(text);
        } catch (DatatypeConfigurationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T21:36:03, UTC, 2021-03-25T21:36:03Z",
        "2021-03-25T21:36:03, Europe/Oslo, 2021-03-25T20:36:03Z",
        "2021-07-25T21:36:03, Europe/Oslo, 2021-07-25T19:36:03Z",
        "2021-03-25T21:36:03, America/New_York, 2021-03-26T01:36:03Z",
        "2021-01-01T00:30:00, Europe/Oslo, 2020-12-31T23:30:00Z",
        "1970-01-01T00:00:00, UTC, 1970-01-01T00:00:00Z",
        "1759-12-30T23:59:59, UTC, 1759-12-30T23:59:59Z",
        "1761-01-01T00:00:00, UTC, 1761-01-01T00:00:00Z"
    })
    void withoutAZoneTheBaseZoneIsMeant(String text, String zone, Instant instant) {
        assertThat(WireTime.instant(wire(text), ZoneId.of(zone))).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T21:36:03Z, 2021-03-25T21:36:03Z",
        "2021-03-25T21:36:03+00:00, 2021-03-25T21:36:03Z",
        "2021-03-25T21:36:03+02:00, 2021-03-25T19:36:03Z",
        "2021-03-25T21:36:03-05:30, 2021-03-26T03:06:03Z",
        "2021-03-25T21:36:03+14:00, 2021-03-25T07:36:03Z",
        "2021-03-25T21:36:03-14:00, 2021-03-26T11:36:03Z"
    })
    void anExplicitZoneWins(String text, Instant instant) {
        assertThat(WireTime.instant(wire(text), OSLO)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T21:36:03.4, 400000000",
        "2021-03-25T21:36:03.459, 459000000",
        "2021-03-25T21:36:03.4593434, 459343400",
        "2021-03-25T21:36:03.0000001, 100",
        "2021-03-25T21:36:03.123456789, 123456789",
        "2021-03-25T21:36:03.1234567891234, 123456789",
        "2021-03-25T21:36:03.4593434Z, 459343400"
    })
    void fractionsOfASecondAreKept(String text, int nanos) {
        assertThat(WireTime.instant(wire(text), ZoneOffset.UTC))
                .isEqualTo(Instant.parse("2021-03-25T21:36:03Z").plusNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        // clocks go from 02:00 to 03:00
        "2021-03-28T01:59:59, 2021-03-28T00:59:59Z",
        "2021-03-28T02:30:00, 2021-03-28T01:30:00Z",
        "2021-03-28T03:00:00, 2021-03-28T01:00:00Z",
        // clocks go from 03:00 back to 02:00
        "2021-10-31T01:59:59, 2021-10-30T23:59:59Z",
        "2021-10-31T02:30:00, 2021-10-31T00:30:00Z",
        "2021-10-31T03:00:00, 2021-10-31T02:00:00Z"
    })
    void inAGapTheTimeMovesOnAndInAnOverlapTheEarlierInstantIsTaken(String text, Instant instant) {
        assertThat(WireTime.instant(wire(text), OSLO)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00",
                "0001-01-01T00:00:00Z",
                "0001-01-01T02:00:00",
                "0001-01-01T00:00:00+02:00",
                "0001-12-31T23:59:59",
                "-0001-12-31T22:00:00",
                "1760-01-01T00:00:00",
                "1760-01-01T00:00:00Z",
                "1760-01-01T05:00:00",
                "1759-12-31T19:00:00",
                "1760-12-31T23:59:59"
            })
    void yearsUpToOneAndTheDatabasesYearMeanNever(String text) {
        for (ZoneId zone : new ZoneId[] {ZoneOffset.UTC, OSLO, ZoneId.of("America/New_York")}) {
            assertThat(WireTime.instant(wire(text), zone)).isNull();
        }
    }

    @Test
    void nothingIsNever() {
        assertThat(WireTime.instant(null, OSLO)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "9999-12-31T00:00:00, UTC, 9999-12-31T00:00:00Z",
        "9999-12-31T23:59:59.9999999, UTC, 9999-12-31T23:59:59.999999900Z",
        "9999-12-31T23:59:59, America/New_York, 9999-12-31T23:59:59.999999999Z",
        "9999-12-31T24:00:00, UTC, 9999-12-31T23:59:59.999999999Z",
        "12345-01-01T00:00:00, UTC, 9999-12-31T23:59:59.999999999Z"
    })
    void forEverIsNotBeyondTheYear9999(String text, String zone, Instant instant) {
        assertThat(WireTime.instant(wire(text), ZoneId.of(zone))).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T24:00:00, 2021-03-26T00:00:00Z",
        "2021-12-31T24:00:00Z, 2022-01-01T00:00:00Z",
        "2020-02-28T24:00:00, 2020-02-29T00:00:00Z"
    })
    void hour24IsTheBeginningOfTheNextDay(String text, Instant instant) {
        assertThat(WireTime.instant(wire(text), ZoneOffset.UTC)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2021-03-25", "2021-03-25Z", "21:36:03", "2021-03", "2021", "--03-25", "2021-03-25T23:59:60"})
    void whatIsNoDateTimeIsNotTakenForOne(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> WireTime.instant(wire(text), OSLO));
    }

    @Property(tries = 500)
    void everyInstantOfOurTimesComesBackFromItsUtcForm(
            @ForAll @LongRange(min = -5_000_000_000L, max = 200_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant instant = Instant.ofEpochSecond(second, nanos);
        assertThat(WireTime.instant(wire(instant.toString()), OSLO)).isEqualTo(instant);
        String withoutZone = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
        String seconds = withoutZone.length() == 16 ? withoutZone + ":00" : withoutZone;
        assertThat(WireTime.instant(wire(seconds), ZoneOffset.UTC)).isEqualTo(instant);
    }
}
