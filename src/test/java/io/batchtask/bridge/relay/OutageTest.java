package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Optional<Duration> NOT_ASKED = Optional.empty();

    private final ManualTime time = new ManualTime();
    private final Outage outage = new Outage(50, 20, 10, time.clock());
    private final AtomicInteger begun = new AtomicInteger();

    OutageTest() {
        outage.onBegin(begun::incrementAndGet);
    }

    @Test
    void manyDifferentRecordsThatFailAreAnOutage() {
        fail(0, 9);
        assertThat(outage.isOn()).as("before the minimum of calls").isFalse();

        fail(9, 10);

        assertThat(outage.isOn()).isTrue();
        assertThat(outage.state()).isEqualTo("open");
        assertThat(begun).hasValue(1);
    }

    @Test
    void oneRecordThatFailsOverAndOverIsNone() {
        for (int i = 0; i < 1_000; i++) {
            outage.failed("poison", NOT_ASKED);
        }

        assertThat(outage.isOn()).isFalse();
        assertThat(outage.state()).isEqualTo("closed");
    }

    @Test
    void neitherIsOneRecordThatFailsInTurnWithOthersThatDoNot() {
        for (int i = 0; i < 1_000; i++) {
            outage.failed("poison", NOT_ASKED);
            outage.answered();
        }

        assertThat(outage.isOn()).isFalse();
    }

    @Test
    void aRecordCountsOnceBetweenTwoAnswers() {
        for (int i = 0; i < 9; i++) {
            outage.answered();
        }
        for (int i = 0; i < 8; i++) {
            fail(0, 8); // 8 of 17, however often
        }
        assertThat(outage.isOn()).isFalse();

        fail(8, 9); // 9 of 18

        assertThat(outage.isOn()).isTrue();
    }

    @Test
    void afterAnAnswerARecordCountsAgainOnceAnotherHasFailed() {
        for (int i = 0; i < 4; i++) {
            fail(0, 2);
            outage.answered();
        }
        assertThat(outage.isOn()).as("8 of 12 failed").isTrue();
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
        outage.failed("a", NOT_ASKED);

        assertThat(outage.isOn()).isTrue();
        assertThat(outage.state()).isEqualTo("open");
    }

    @Test
    void itBeginsOnceHoweverOftenItIsTold() {
        outage.begin();
        outage.begin();
        fail(0, 50);

        assertThat(begun).hasValue(1);
    }

    @Test
    void itsEndCountsAsAnAnswerAndStartsTheCountAfresh() {
        fail(0, 10);

        outage.end();

        assertThat(outage.isOn()).isFalse();
        assertThat(outage.successes()).isEqualTo(1);
        fail(0, 9);
        assertThat(outage.isOn()).isFalse();
        fail(9, 10);
        assertThat(outage.isOn()).isTrue();
        assertThat(begun).hasValue(2);
    }

    @Test
    void whoeverAsksToBeLeftAloneIsUntilThen() {
        assertThat(outage.leftAlone()).isLessThanOrEqualTo(Duration.ZERO);

        outage.failed("a", Optional.of(Duration.ofSeconds(60)));
        outage.failed("b", Optional.of(Duration.ofSeconds(10)));
        assertThat(outage.leftAlone()).as("the longest counts").isEqualTo(Duration.ofSeconds(60));

        time.advance(Duration.ofSeconds(40));
        assertThat(outage.leftAlone()).isEqualTo(Duration.ofSeconds(20));
        outage.failed("a", Optional.of(Duration.ofSeconds(30)));
        assertThat(outage.leftAlone()).as("asked again by the same record").isEqualTo(Duration.ofSeconds(30));

        time.advance(Duration.ofMinutes(1));
        assertThat(outage.leftAlone()).isLessThanOrEqualTo(Duration.ZERO);
    }

    private void fail(int from, int to) {
        for (int record = from; record < to; record++) {
            outage.failed(record, NOT_ASKED);
        }
    }
}
