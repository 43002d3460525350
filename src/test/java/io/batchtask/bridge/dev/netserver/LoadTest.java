package io.batchtask.bridge.dev.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final long MILLI = 1_000_000;

    private final Load load = new Load(3);

    private long takenOf(int calls, long at) {
        return LongStream.range(0, calls).filter(call -> load.takes(at)).count();
    }

    @Test
    void noSecondBearsMoreWhereverItBegins() {
        assertThat(takenOf(2, 0)).isEqualTo(2);
        assertThat(takenOf(5, 600 * MILLI)).isEqualTo(1);
        assertThat(takenOf(5, 999 * MILLI)).isZero();
        assertThat(takenOf(5, 1_000 * MILLI)).isEqualTo(2);
        assertThat(takenOf(5, 1_599 * MILLI)).isZero();
        assertThat(takenOf(5, 1_600 * MILLI)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedCostsNothing() {
        long taken = LongStream.range(0, 10_000)
                .filter(millis -> load.takes(millis * MILLI))
                .count();

        assertThat(taken).isEqualTo(30);
    }

    @Test
    void theClockMayStandAnywhere() {
        assertThat(takenOf(5, Long.MAX_VALUE)).isEqualTo(3);
        assertThat(takenOf(5, Long.MIN_VALUE + 1_000 * MILLI)).isEqualTo(3);
    }
}
