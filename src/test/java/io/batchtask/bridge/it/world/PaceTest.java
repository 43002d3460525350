package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Offset<Double> ABOUT = within(0.5);

    /** So many events, one each so many milliseconds. */
    private static LongStream events(long from, int count, long each) {
        return LongStream.range(0, count).map(i -> from + i * each);
    }

    private static LongStream slowThenFast() {
        return LongStream.concat(events(10_000, 100, 100), events(20_000, 1_000, 10));
    }

    @Test
    void eachPhaseHasItsRate() {
        Pace pace = new Pace(slowThenFast(), List.of(20_000L));

        assertThat(pace.rates()).hasSize(2);
        assertThat(pace.rates().get(0)).isCloseTo(10, ABOUT);
        assertThat(pace.rates().get(1)).isCloseTo(100, ABOUT);
        assertThat(pace).hasToString("[10, 100]/s");
    }

    @Test
    void withoutATurnThereIsOneRateOfAll() {
        assertThat(new Pace(events(0, 1_000, 20), List.of()).rates())
                .singleElement()
                .satisfies(rate -> assertThat(rate).isCloseTo(50, ABOUT));
    }

    @Test
    void theFirstFewAndTheLastFewDoNotCount() {
        LongStream startUp = events(0, 5, 1_000);
        LongStream atLast = events(60_000, 5, 10_000);
        Pace pace =
                new Pace(LongStream.concat(LongStream.concat(startUp, events(10_000, 1_000, 10)), atLast), List.of());

        assertThat(pace.rates().get(0)).isCloseTo(100, ABOUT);
    }

    @Test
    void asFastAsBeforeIsWhenAWindowOfEventsWas() {
        Pace pace = new Pace(slowThenFast(), List.of(15_000L, 15_000L));

        assertThat(pace.untilAsFastAs(9)).isEqualTo(3_000);
        assertThat(pace.untilAsFastAs(90)).isBetween(7_600L, 7_900L);
        assertThat(pace.untilAsFastAs(110)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void beforeATimeAreThoseThatAreEarlier() {
        Pace pace = new Pace(LongStream.of(3, 1, 2, 2), List.of());

        assertThat(List.of(pace.before(1), pace.before(2), pace.before(3), pace.before(4)))
                .containsExactly(0, 1, 3, 4);
    }

    @Test
    void nothingAtAllHasNoRate() {
        Pace pace = new Pace(LongStream.empty(), List.of(5L));

        assertThat(pace.rates()).containsOnly(0.0);
        assertThat(pace.untilAsFastAs(1)).isEqualTo(Long.MAX_VALUE);
    }
}
