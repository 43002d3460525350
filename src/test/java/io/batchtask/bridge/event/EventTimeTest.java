package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.batchtask.bridge.event.Schemas.Draft;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How times are written, over all that can be. */
class EventTimeTest {
    private static final long FIRST = Instant.parse("0002-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private static final JsonNode CREATED = Schemas.schema(Schemas.INFO).at("/properties/created");

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T21:35:03Z,           2021-03-25T21:35:03Z",
        "2021-03-25T21:35:03.5Z,         2021-03-25T21:35:03.500Z",
        "2021-03-25T21:35:03.459343400Z, 2021-03-25T21:35:03.459343Z",
        "2021-03-25T21:35:03.0000009Z,   2021-03-25T21:35:03Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void aTimeOfNetServersIsCutToMicroseconds(Instant time, String written) {
        assertThat(EventTime.micros(time)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-25T21:35:03Z,           2021-03-25T21:35:03.000Z",
        "2021-03-25T21:35:03.0009Z,      2021-03-25T21:35:03.000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z"
    })
    void aTimeOfOursAlwaysHasMilliseconds(Instant time, String written) {
        assertThat(EventTime.millis(time)).isEqualTo(written);
    }

    @Property
    void everyTimeFitsTheSchemaHasAtMostSixDigitsAndLiesNotAheadOfItself(
            @ForAll @LongRange(min = -62_104_060_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(second, nanos);
        String micros = EventTime.micros(time);
        String millis = EventTime.millis(time);

        assertThat(second).isBetween(FIRST, LAST);
        assertThat(micros).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
        assertThat(millis).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(micros)).isBetween(time.minusNanos(999), time);
        assertThat(Instant.parse(millis)).isBetween(time.minusNanos(999_999), time);
        assertThat(Draft.DRAFT_07.problems(CREATED, TextNode.valueOf(micros))).isEmpty();
    }

    @Property
    void timesOfOursSortAsTextAsTheyDoAsTimes(
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long one,
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long other) {
        assertThat(Integer.signum(EventTime.millis(Instant.ofEpochMilli(one))
                        .compareTo(EventTime.millis(Instant.ofEpochMilli(other)))))
                .isEqualTo(Long.compare(one, other));
    }
}
