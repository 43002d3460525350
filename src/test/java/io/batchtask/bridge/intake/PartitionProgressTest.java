package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static PartitionProgress progress(OptionalLong position, OptionalLong firstUnfinished) {
        return new PartitionProgress(
                "ids", 0, OptionalLong.empty(), position, firstUnfinished, 0, false, RequestTimes.NONE);
    }

    @Test
    void withNothingInFlightTheLagIsWhatWasNotRead() {
        PartitionProgress idle = progress(OptionalLong.of(10), OptionalLong.empty());
        assertThat(idle.gap()).isZero();
        assertThat(idle.lag(12)).hasValue(2);
    }

    @Test
    void recordsUnderWayAreBehindAsWell() {
        PartitionProgress busy = progress(OptionalLong.of(10), OptionalLong.of(4));
        assertThat(busy.gap()).isEqualTo(6);
        assertThat(busy.lag(12)).hasValue(8);
    }

    @Test
    void whatHasBeenReadIsThereAlsoWhenTheEndWasAskedForEarlier() {
        assertThat(progress(OptionalLong.of(10), OptionalLong.of(4)).lag(7)).hasValue(6);
        assertThat(progress(OptionalLong.of(10), OptionalLong.empty()).lag(7)).hasValue(0);
    }

    @Test
    void withoutAPositionThereIsNoLag() {
        assertThat(progress(OptionalLong.empty(), OptionalLong.empty()).lag(7)).isEmpty();
    }
}
