package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureStreakTest {
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final AtomicLong outages = new AtomicLong();
    private final FailureStreak spell = new FailureStreak(outages::get, time.clock(), time::nanoTime);

    @Test
    void itLastsFromTheFirstFailureOn() {
        assertThat(spell.first()).isEmpty();
        assertThat(spell.lasted()).isZero();

        call(true);
        call(true);

        assertThat(spell.attempts()).isEqualTo(2);
        assertThat(spell.lasted()).isEqualTo(WHILE.multipliedBy(2));
        assertThat(spell.first()).contains(time.clock().instant().minus(WHILE.multipliedBy(2)));
    }

    @Test
    void aCallDuringWhichAnOutageBeganDoesNotCount() {
        spell.callBegins();
        outages.incrementAndGet();

        assertThat(spell.failed()).isFalse();
        assertThat(spell.attempts()).isZero();
        assertThat(spell.first()).as("it has failed all the same").isPresent();
    }

    @Test
    void afterAnOutageItBeginsAnew() {
        call(true);
        call(true);
        outages.incrementAndGet();
        time.advance(Duration.ofHours(1));

        spell.callBegins();
        assertThat(spell.attempts()).isZero();
        assertThat(spell.failed()).isTrue();

        assertThat(spell.attempts()).isEqualTo(1);
        assertThat(spell.lasted()).isZero();
    }

    @Test
    void aCallThatWasThrottledNeitherCountsNorTakesTime() {
        call(false);
        assertThat(spell.first()).isEmpty();
        call(true);

        call(false);
        call(false);
        call(true);

        assertThat(spell.attempts()).isEqualTo(2);
        assertThat(spell.lasted()).isEqualTo(WHILE.multipliedBy(2));
    }

    @Test
    void aStepOfTheClockMakesItNoLonger() {
        call(true);

        time.stepClock(Duration.ofHours(1));

        assertThat(spell.lasted()).isEqualTo(WHILE);
    }

    private void call(boolean failed) {
        spell.callBegins();
        if (failed) {
            spell.failed();
        } else {
            spell.throttled();
        }
        time.advance(WHILE);
    }
}
