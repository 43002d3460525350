package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureShareTest {
    private final FailureShare others = new FailureShare(64);

    @Test
    void whereAllOthersAreAnsweredEachFailureIsItsOwn() {
        calls(200, 0);

        assertThat(others.mayFailAs("poison", 1)).isFalse();
    }

    @Test
    void itsOwnFailuresAreNoExcuse() {
        calls(10, 0);
        for (int i = 0; i < 200; i++) {
            others.failed("poison");
        }

        assertThat(others.mayFailAs("poison", 5)).isFalse();
    }

    @Test
    void neitherAreThoseOfFewOthers() {
        calls(10, 0);
        for (int i = 0; i < 100; i++) {
            others.failed("poison " + i % 5);
        }

        assertThat(others.mayFailAs("poison", 5)).isFalse();
    }

    @Test
    void whereEveryThirdCallFailsItTakesSeventeenFailuresToTell() {
        for (int i = 0; i < 100; i++) {
            calls(2, 0);
            others.failed("failed " + i);
        }

        assertThat(others.mayFailAs("poison", 16)).isTrue();
        assertThat(others.mayFailAs("poison", 18)).isFalse();
    }

    @Test
    void inTheEndItIsReportedWhereverNearlyEverythingFails() {
        calls(1, 200);

        assertThat(others.mayFailAs("poison", 36)).isTrue();
        assertThat(others.mayFailAs("poison", 37)).isFalse();
    }

    @Test
    void whatAnOutageDidIsForgotten() {
        calls(200, 0);
        for (int i = 0; i < 100; i++) {
            others.failed("of the outage " + i);
        }

        others.forgetOutage();

        assertThat(others.mayFailAs("poison", 1)).isFalse();
    }

    @Test
    void onlyTheLatestCallsCount() {
        calls(0, 300);
        calls(300, 0);

        assertThat(others.mayFailAs("poison", 1)).isFalse();
    }

    @Test
    void theMoreCallsAtOnceTheMoreOfThemAreLookedAt() {
        FailureShare many = new FailureShare(400);
        for (int wave = 0; wave < 4; wave++) {
            IntStream.range(0, 130).forEach(i -> many.failed("failed " + i));
            IntStream.range(0, 270).forEach(i -> many.answered("answered " + i));
        }

        assertThat(many.mayFailAs("poison", 16)).isTrue();
    }

    private void calls(int answered, int failed) {
        for (int i = 0; i < Math.max(answered, failed); i++) {
            if (i < failed) {
                others.failed("failed " + i);
            }
            if (i < answered) {
                others.answered("answered " + i);
            }
        }
    }
}
