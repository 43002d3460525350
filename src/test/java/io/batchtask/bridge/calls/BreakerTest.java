package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    private static final Failure.Unavailable RESET = new Failure.Unavailable("connection-lost", "reset");
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ManualTime time = new ManualTime();
    private final Breaker outage = new Breaker(64, LONGEST_PAUSE, time.clock(), time::nanoTime);
    private final List<String> heard = new ArrayList<>();

    BreakerTest() {
        outage.listener(new BreakerListener() {
            @Override
            public void suspected(long suspicion, Duration testAfter) {
                heard.add("suspected " + suspicion + " " + testAfter);
            }

            @Override
            public void cleared() {
                heard.add("cleared");
            }

            @Override
            public void begun() {
                heard.add("begun");
            }
        });
    }

    @Test
    void manyDifferentRecordsThatFailWhileNoneIsAnsweredAreASuspicionAndNoMore() {
        fail(0, 9);
        assertThat(outage.isFeared()).isFalse();

        fail(9, 10);

        assertThat(outage.isFeared()).isTrue();
        assertThat(outage.isOn()).isFalse();
        assertThat(heard).containsExactly("suspected 1 PT0S");
    }

    @Test
    void oneRecordThatFailsOverAndOverIsNone() {
        for (int i = 0; i < 1_000; i++) {
            outage.failed("poison", RESET);
        }

        assertThat(outage.isFeared()).isFalse();
    }

    @Test
    void neitherAreManyThatFailInTurnWithOthersThatDoNot() {
        for (int i = 0; i < 1_000; i++) {
            fail(9 * i, 9 * i + 9);
            outage.answered("good");
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void anyAnswerEndsASuspicionAtOnce() {
        fail(0, 10);

        outage.answered("late");

        assertThat(outage.isFeared()).isFalse();
        assertThat(heard).containsExactly("suspected 1 PT0S", "cleared");
        fail(0, 9);
        assertThat(outage.isFeared()).as("it counts from the start").isFalse();
        fail(9, 10);
        assertThat(heard).endsWith("suspected 2 PT0S");
    }

    @Test
    void onlyTheSuspicionThatWasTestedBecomesAnOutage() {
        fail(0, 10);
        outage.answered();
        outage.confirm(1);
        assertThat(outage.isOn()).isFalse();

        fail(0, 10);
        outage.confirm(1);
        assertThat(outage.isOn()).isFalse();
        assertThat(outage.isSuspected(2)).isTrue();
        outage.confirm(2);

        assertThat(outage.isOn()).isTrue();
        assertThat(outage.outages()).isEqualTo(1);
        assertThat(heard).endsWith("begun");
    }

    @ParameterizedTest(name = "asked for {0}: tested after {1}")
    @CsvSource(
            value = {"none, PT2S", "PT1S, PT1S", "PT1M, PT2S"},
            nullValues = "none")
    void whoIsThrottledIsTestedALittleLater(Duration asked, Duration testAfter) {
        for (int task = 0; task < 10; task++) {
            outage.failed(task, new Failure.Unavailable(Reply.THROTTLED, "too often", Optional.ofNullable(asked)));
        }

        assertThat(heard).containsExactly("suspected 1 " + testAfter);
    }

    @Test
    void answersDuringAnOutageDoNotEndItByThemselves() {
        outage.begin();

        outage.answered();

        assertThat(outage.isOn()).isTrue();
        assertThat(outage.successes()).isEqualTo(1);
    }

    @Test
    void timeDoesNotEndIt() {
        outage.begin();

        time.advance(Duration.ofDays(30));
        outage.failed("a", RESET);

        assertThat(outage.isOn()).isTrue();
        assertThat(outage.lasts()).contains(Duration.ofDays(30));
    }

    @Test
    void itBeginsOnceHoweverOftenItIsCalled() {
        outage.begin();
        outage.begin();
        outage.suspect(Duration.ZERO);
        fail(0, 50);

        assertThat(heard).containsExactly("begun");
        assertThat(outage.outages()).isEqualTo(1);
    }

    @Test
    void itsEndCountsAsAnAnswerAndStartsTheCountAfresh() {
        fail(0, 10);
        outage.confirm(1);

        outage.end();

        assertThat(outage.isFeared()).isFalse();
        assertThat(outage.lasts()).isEmpty();
        assertThat(outage.successes()).isEqualTo(1);
        fail(0, 9);
        assertThat(outage.isFeared()).isFalse();
    }

    @Test
    void aStepOfTheClockMakesItNeitherLongerNorShorter() {
        outage.begin();
        outage.failed("a", asksFor(Duration.ofSeconds(60)));

        time.stepClock(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(20));

        assertThat(outage.lasts()).contains(Duration.ofSeconds(20));
        assertThat(outage.last().leftAlone()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aServerThatAsksToBeLeftAloneIsUntilThen() {
        assertThat(outage.last().leftAlone()).isLessThanOrEqualTo(Duration.ZERO);

        outage.failed("a", asksFor(Duration.ofSeconds(60)));
        outage.failed("b", asksFor(Duration.ofSeconds(10)));
        assertThat(outage.last().leftAlone()).as("the longest counts").isEqualTo(Duration.ofSeconds(60));

        time.advance(Duration.ofSeconds(40));
        assertThat(outage.last().leftAlone()).isEqualTo(Duration.ofSeconds(20));
        outage.last().set(asksFor(Duration.ofSeconds(30)));
        assertThat(outage.last().leftAlone()).as("asked again, of a probe").isEqualTo(Duration.ofSeconds(30));

        outage.failed("c", asksFor(Duration.ofDays(1)));
        assertThat(outage.last().leftAlone()).as("within reason").isEqualTo(LONGEST_PAUSE);
        time.advance(LONGEST_PAUSE);
        assertThat(outage.last().leftAlone()).isLessThanOrEqualTo(Duration.ZERO);
    }

    private static Failure.Unavailable asksFor(Duration pause) {
        return new Failure.Unavailable("http-503", "busy", Optional.of(pause));
    }

    private void fail(int from, int to) {
        for (int record = from; record < to; record++) {
            outage.failed(record, RESET);
        }
    }

    /** With few requests it takes a while until there are enough to tell. */
    @Test
    void anOutageHasLastedSinceItsFirstCallWithoutAnAnswer() {
        fail(0, 1);
        outage.answered("good");
        time.advance(Duration.ofSeconds(100));
        java.time.Instant first = time.clock().instant();
        fail(1, 9);
        time.advance(Duration.ofSeconds(7));
        fail(9, 12);
        outage.confirm(1);

        assertThat(outage.lasts()).contains(Duration.ofSeconds(7));
        assertThat(outage.since()).contains(first);
        fail(20, 30);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.lasts()).contains(Duration.ofSeconds(10));

        outage.end();
        outage.begin();
        assertThat(outage.lasts()).as("another one").contains(Duration.ZERO);
    }

    @Test
    void oneCallWithoutAnAnswerHoursAgoIsNotItsBeginning() {
        fail(0, 1);
        time.advance(Duration.ofHours(6));
        fail(1, 5);
        time.advance(Duration.ofMinutes(4));
        fail(5, 12);
        outage.confirm(1);

        assertThat(outage.lasts()).contains(Duration.ofMinutes(4));
    }
}
