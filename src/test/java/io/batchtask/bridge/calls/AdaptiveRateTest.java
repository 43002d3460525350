package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
    private static final Optional<Duration> NOT_SAID = Optional.empty();

    private final ManualTime time = new ManualTime();
    private final AdaptiveRate pace = new AdaptiveRate(0, time::nanoTime);
    private Optional<Duration> asked = NOT_SAID;
    private int tasks;

    @Test
    void nothingIsLimitedUntilSomethingIsThrottled() {
        assertThat(pace.limit()).isEmpty();

        calls(1_000, 0);

        assertThat(pace.callsPerSecond()).isEqualTo(AdaptiveRate.NO_LIMIT);
    }

    @Test
    void theConfiguredRateIsNeverExceeded() {
        AdaptiveRate configured = new AdaptiveRate(20, time::nanoTime);

        assertThat(configured.limit()).hasValue(20);
    }

    @Test
    void theLimitFallsALittleBelowWhatIsAnswered() {
        calls(90, 10);

        assertThat(pace.callsPerSecond()).isBetween(75.0, 90.0);
    }

    @Test
    void neverBelowHalfAtATimeAndAtLastToOneASecond() {
        calls(90, 10);
        double before = pace.callsPerSecond();
        time.advance(Duration.ofSeconds(1));
        calls(0, 100);
        assertThat(pace.callsPerSecond()).isGreaterThanOrEqualTo(before / 2);

        for (int i = 0; i < 100; i++) {
            calls(0, 20);
            assertThat(pace.callsPerSecond()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void callsThatWereUnderWayAtACutAreNoReasonForAnother() {
        calls(90, 10);
        double cut = pace.callsPerSecond();

        long before = time.nanoTime();
        time.advance(Duration.ofMillis(900));
        for (int i = 0; i < 100; i++) {
            pace.throttled(tasks++, before, NOT_SAID);
        }

        assertThat(pace.callsPerSecond()).isEqualTo(cut);
    }

    @Test
    void netServersOwnWishHoldsTheLimitForSoLongWithinReason() {
        asked = Optional.of(Duration.ofMinutes(1));
        calls(90, 10);
        double cut = pace.callsPerSecond();

        keepBusy(9);
        assertThat(pace.callsPerSecond()).isEqualTo(cut);
        keepBusy(2);

        assertThat(pace.callsPerSecond()).isGreaterThan(cut);
    }

    @Test
    void oneTaskAloneThatIsThrottledSlowsNoOtherDown() {
        calls(100, 0);
        for (int i = 0; i < 100; i++) {
            pace.called();
            pace.throttled("the one", time.nanoTime(), NOT_SAID);
        }

        assertThat(pace.limit()).isEmpty();
    }

    @Test
    void neitherDoAFewAmongVeryMany() {
        calls(1_000, 10);

        assertThat(pace.limit()).isEmpty();
    }

    /** Below, then back where NetServer refused, about there for as long, and then away from it ever faster. */
    @Test
    void afterwardsItGoesBackWhereItWasAndOnlyThenBeyond() {
        calls(90, 10); // the first time the bound is looked for
        keepBusy(2);
        calls(90, 10);
        double cut = pace.callsPerSecond();
        double bound = cut / 0.9;

        keepBusy(6);
        assertThat(pace.callsPerSecond()).isCloseTo(bound, within(0.01 * bound));
        keepBusy(2);
        assertThat(pace.callsPerSecond()).isCloseTo(bound, within(0.01 * bound));
        keepBusy(3);
        assertThat(pace.callsPerSecond()).isCloseTo(1.1 * bound, within(0.06 * bound));
        keepBusy(2);
        assertThat(pace.callsPerSecond()).isCloseTo(1.1 * 2.25 * bound, within(0.2 * bound));
        keepBusy(8);
        assertThat(pace.callsPerSecond()).isGreaterThan(20 * bound);
    }

    @Test
    void aLimitTwiceAsHighAsWhatIsCalledForIsNoLimitAnyMore() {
        calls(90, 10);

        for (int second = 0; second < 20; second++) {
            calls(50, 0);
        }

        assertThat(pace.limit()).isEmpty();
    }

    /** As many calls as the limit allows, all answered. */
    private void keepBusy(int seconds) {
        for (int tenth = 0; tenth < 10 * seconds; tenth++) {
            int calls = (int) Math.ceil(pace.callsPerSecond() / 10);
            for (int i = 0; i < calls; i++) {
                pace.called();
                pace.answered(time.nanoTime());
            }
            time.advance(Duration.ofMillis(100));
        }
    }

    /** So many calls in one second. */
    private void calls(int answered, int throttled) {
        int all = answered + throttled;
        for (int i = 0; i < all; i++) {
            time.advance(Duration.ofNanos(1_000_000_000L / all));
            pace.callsPerSecond(); // as the gate does
            pace.called();
            if (i < answered) {
                pace.answered(time.nanoTime());
            } else {
                pace.throttled(tasks++, time.nanoTime(), asked);
            }
        }
    }
}
