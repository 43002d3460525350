package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentEndsTest {
    private final RecentEnds<Status.End> ends = new RecentEnds<>(Status.End::rejected);

    private void add(int task, boolean rejected) {
        ends.add(new Status.End("now", task, "ids/0/" + task, "what became of it", "Started", rejected));
    }

    @Test
    void theLatestTwentyAreKeptTheLatestFirst() {
        for (int task = 1; task <= 25; task++) {
            add(task, false);
        }
        assertThat(ends.events()).hasSize(20);
        assertThat(ends.events().get(0).task()).isEqualTo(25);
        assertThat(ends.events().get(19).task()).isEqualTo(6);
        assertThat(ends.rejects()).isEmpty();
    }

    @Test
    void aRejectIsNotDrivenOutByEvents() {
        add(1, true);
        for (int task = 2; task <= 100; task++) {
            add(task, false);
        }
        assertThat(ends.rejects()).singleElement().matches(end -> end.task() == 1);
        assertThat(ends.events()).noneMatch(Status.End::rejected);
    }
}
