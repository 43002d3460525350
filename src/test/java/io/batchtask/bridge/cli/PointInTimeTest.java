package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static Instant read(String text) {
        return PointInTime.of(text, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:30:00Z, 2026-11-24T11:30:00Z",
        "2026-11-24T11:30Z, 2026-11-24T11:30:00Z",
        "2026-11-24T11:30:00.5+01:00, 2026-11-24T10:30:00.5Z",
        "2026-11-24, 2026-11-24T00:00:00Z",
        "2h, 2026-11-24T10:00:00Z",
        "3d, 2026-11-21T12:00:00Z",
        "90s, 2026-11-24T11:58:30Z",
        "PT30M, 2026-11-24T11:30:00Z",
        "P1DT1H, 2026-11-23T11:00:00Z",
    })
    void eachFormThatIsDocumentedIsRead(String text, Instant meant) {
        assertThat(read(text)).isEqualTo(meant);
    }

    @Property
    void anInstantIsReadAsItIsWrittenWhateverItsOffset(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        Instant instant = Instant.ofEpochMilli(millis);
        OffsetDateTime elsewhere = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

        assertThat(read(instant.toString())).isEqualTo(instant);
        assertThat(read(elsewhere.toString())).isEqualTo(instant);
    }

    @Property
    void anAgeIsThatLongAgo(@ForAll @LongRange(min = 0, max = 365L * 24 * 3_600) long seconds) {
        assertThat(read(seconds + "s")).isEqualTo(NOW.minusSeconds(seconds));
        assertThat(read(Duration.ofSeconds(seconds).toString())).isEqualTo(NOW.minusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-11-24T11:30:00", "2026-02-30", "24.11.2026", "11:30", "-2h", "2", "9999d"
            })
    void anythingElseIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no time: " + PointInTime.FORMS);
    }

    /** Whatever is typed, nothing else than this is thrown. */
    @Property
    void noTextDoesAnythingElse(@ForAll String text) {
        try {
            read(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageEndingWith(PointInTime.FORMS);
        }
    }
}
