package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private final StopSignal stop = new StopSignal();

    @ParameterizedTest
    @ValueSource(ints = {50, 1_000, 100_000})
    void noMoreAreTakenThanTheRateAllows(int rate) throws Exception {
        Pace pace = new Pace(rate);
        long began = System.nanoTime();
        for (int i = 0; i <= rate / 5; i++) {
            assertThat(pace.take(stop)).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void withoutARateThereIsNoWait() throws Exception {
        Pace pace = new Pace(0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.take(stop)).isTrue();
        }
    }

    @Test
    void afterAStopNoneIsTaken() throws Exception {
        stop.set();
        assertThat(new Pace(0).take(stop)).isFalse();
        assertThat(new Pace(1_000).take(stop)).isFalse();
    }
}
