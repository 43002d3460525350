package io.batchtask.bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.task.Origin;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRecordsTest {
    private final RecentRecords records = new RecentRecords(Clock.systemUTC(), text -> text);

    private void add(int task, boolean rejected) {
        records.add(
                new RecentRecords.End(0, task, new Origin("ids", 0, task), "what became of it", "Started", rejected));
    }

    @Test
    void theLatestTwentyAreKeptTheLatestFirst() {
        for (int task = 1; task <= 25; task++) {
            add(task, false);
        }
        assertThat(records.events()).hasSize(20);
        assertThat(records.events().get(0))
                .isEqualTo(new Status.End(
                        Instant.EPOCH.toString(), 25, "ids/0/25", "what became of it", "Started", false));
        assertThat(records.events().get(19).task()).isEqualTo(6);
        assertThat(records.rejects()).isEmpty();
    }

    @Test
    void aRejectIsNotDrivenOutByEvents() {
        add(1, true);
        for (int task = 2; task <= 100; task++) {
            add(task, false);
        }
        assertThat(records.rejects()).singleElement().matches(end -> end.task() == 1);
        assertThat(records.events()).noneMatch(Status.End::rejected);
    }
}
