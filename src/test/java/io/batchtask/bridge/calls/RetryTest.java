package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private final Retry retry = new Retry(5, LONGEST, attempt -> Duration.ofSeconds(attempt));

    @Property(tries = 500)
    void eachWaitDoublesTheLastVariedByHalfOfItselfAndNeverAboveTheLongest(
            @ForAll @LongRange(min = 1, max = 10_000) long initial,
            @ForAll @LongRange(min = 1, max = 600_000) long max,
            @ForAll @IntRange(min = 1, max = 40) int attempt) {
        long wait = BackOff.exponential(Duration.ofMillis(initial), Duration.ofMillis(max))
                .apply(attempt)
                .toMillis();

        double undisturbed = initial * Math.pow(2, attempt - 1);
        long longest = Math.max(initial, max);
        double middleOfTheLongest = Math.max(initial, longest / 1.5 - 1);
        assertThat(wait)
                .isLessThanOrEqualTo(longest)
                .isGreaterThanOrEqualTo((long) Math.floor(Math.min(middleOfTheLongest, undisturbed) / 2))
                .isLessThanOrEqualTo((long) Math.ceil(undisturbed * 1.5));
    }

    @ParameterizedTest(name = "after {0} failed attempts")
    @ValueSource(ints = {1, 3, 5, 6, 7, 40})
    void callersThatFailTogetherAreSpreadThoseWithTheLongestWaitToo(int attempts) {
        var backOff = BackOff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30));

        long different = Stream.generate(() -> backOff.apply(attempts))
                .limit(100)
                .distinct()
                .count();

        assertThat(different).isGreaterThan(50);
    }

    @Test
    void theFirstWaitIsNeverMissed() {
        assertThat(BackOff.exponential(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .apply(0))
                .isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
    }

    @ParameterizedTest(name = "after {0} attempts in {1} spent: {2}")
    @CsvSource({
        "1, PT0S, false",
        "4, PT4M59.999S, false",
        "4, PT5M, true",
        "1, PT5M, true",
        "5, PT0S, true",
        "6, PT1H, true"
    })
    void aRecordIsTriedSoOftenAndSoLong(int attempts, Duration sinceFirstFailure, boolean spent) {
        assertThat(retry.isSpent(attempts, sinceFirstFailure)).isEqualTo(spent);
    }

    @Test
    void whoGoesOnWithItsAttemptsSpentWaitsNoLonger() {
        assertThat(retry.wait(17, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest(name = "throttled twice, asked for {0}: {1}")
    @CsvSource(
            value = {"none, PT2S", "PT0S, PT2S", "PT1S, PT1S", "PT20S, PT20S", "PT24H, PT5M"},
            nullValues = "none")
    void whoIsThrottledWaitsForAsLongAsItWasAsked(Duration asked, Duration wait) {
        assertThat(retry.waitThrottled(2, Optional.ofNullable(asked))).isEqualTo(wait);
    }

    @ParameterizedTest(name = "own wait 3 s, asked for {0}: {1}")
    @CsvSource(
            value = {"none, PT3S", "PT1S, PT3S", "PT3S, PT3S", "PT20S, PT20S", "PT5M, PT5M", "PT24H, PT5M"},
            nullValues = "none")
    void theLongerOfTheOwnWaitAndTheOneAskedForCountsWithinReason(Duration asked, Duration wait) {
        assertThat(retry.wait(3, Optional.ofNullable(asked))).isEqualTo(wait);
    }
}
