package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CommitScheduleTest {
    private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may wrap around
    private static final long USUAL = CommitSchedule.USUAL.toNanos();
    private static final long AFTER_FAILURE = CommitSchedule.AFTER_FAILURE.toNanos();

    private final CommitSchedule schedule = new CommitSchedule(START);

    @Test
    void whileCommitsSucceedOneIsDueEachTenthOfASecond() {
        assertThat(schedule.isDue(START + USUAL - 1, 1)).isFalse();
        assertThat(schedule.isDue(START + USUAL, 1)).isTrue();
        assertThat(schedule.isDue(START + USUAL + 1, 1)).isFalse();
        assertThat(schedule.isDue(START + 2 * USUAL, 1)).isTrue();
    }

    @Test
    void whileCommitsFailOneIsDueEachSecond() {
        schedule.failed("offsets", new TimeoutException());
        assertThat(schedule.isDue(START + AFTER_FAILURE - 1, 1)).isFalse();
        assertThat(schedule.isDue(START + AFTER_FAILURE, 1)).isTrue();
        schedule.succeeded();
        assertThat(schedule.isDue(START + AFTER_FAILURE + USUAL, 1)).isTrue();
    }

    @Test
    void withManyPartitionsItIsDueMoreSeldom() {
        assertThat(schedule.isDue(START + 999_999_999, 1_000)).isFalse();
        assertThat(schedule.isDue(START + 1_000_000_000, 1_000)).isTrue();
    }
}
