package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentEndsTest {
    @Test
    void theLatestTwentyAreKeptTheLatestFirst() {
        RecentEnds ends = new RecentEnds();
        for (int task = 1; task <= 25; task++) {
            ends.add(new Status.End("now", task, "ids/0/" + task, "io.batchtask.info.v1", "Started", false));
        }
        assertThat(ends.latest()).hasSize(20);
        assertThat(ends.latest().get(0).task()).isEqualTo(25);
        assertThat(ends.latest().get(19).task()).isEqualTo(6);
    }
}
