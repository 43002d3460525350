package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When a task is asked for again that is not there, each look taking as long as it takes. */
class NotFoundGraceTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    /** The times of all looks from the first answer on, the last one included. */
    private static List<Duration> looks(NotFoundGrace grace, Duration lookTakes) {
        ManualTime time = new ManualTime();
        Absence absence = new Absence(grace, time::nanoTime);
        List<Duration> looks = new ArrayList<>();
        absence.callBegins();
        while (!absence.isLastLook()) {
            if (!looks.isEmpty()) {
                time.advance(lookTakes);
            }
            time.advance(absence.lasts());
            looks.add(Duration.ofNanos(time.nanoTime()));
            absence.callBegins();
        }
        return looks;
    }

    @Property(tries = 500)
    void theLastLookIsAtTheEndAndNoTaskThatIsThereLiesLongUnseen(
            @ForAll @LongRange(min = 1, max = 300_000) long length,
            @ForAll @LongRange(min = 1, max = 10_000) long initial) {
        Duration grace = Duration.ofMillis(length);
        Duration longest = grace.dividedBy(4).compareTo(FIVE_SECONDS) < 0 ? grace.dividedBy(4) : FIVE_SECONDS;

        List<Duration> looks = looks(NotFoundGrace.of(grace, Duration.ofMillis(initial)), Duration.ZERO);

        assertThat(looks.get(looks.size() - 1)).isEqualTo(grace);
        Duration before = Duration.ZERO;
        for (Duration look : looks) {
            assertThat(look.minus(before))
                    .isPositive()
                    .isLessThanOrEqualTo(longest.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : longest);
            before = look;
        }
    }

    @Test
    void aMinuteTakesFewLooks() {
        List<Duration> looks = looks(NotFoundGrace.of(Duration.ofMinutes(1), Duration.ofMillis(500)), Duration.ZERO);

        assertThat(looks).hasSizeBetween(12, 40);
        assertThat(looks.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
    }

    @Test
    void anAnswerThatComesAfterTheEndIsNotTheLastWhenItsCallBeganBefore() {
        NotFoundGrace grace = new NotFoundGrace(Duration.ofSeconds(10), looks -> Duration.ofSeconds(4));

        assertThat(looks(grace, Duration.ofSeconds(7))).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(11));
    }

    @Test
    void withoutAGraceTheFirstLookIsTheLast() {
        assertThat(looks(NotFoundGrace.of(Duration.ZERO, Duration.ofMillis(500)), Duration.ZERO))
                .isEmpty();
    }
}
