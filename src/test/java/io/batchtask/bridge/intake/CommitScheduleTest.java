package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.LogLines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class CommitScheduleTest {
    private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may wrap around
    private static final long USUAL = CommitSchedule.USUAL.toNanos();
    private static final long AFTER_FAILURE = CommitSchedule.AFTER_FAILURE.toNanos();

    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("of-commit-schedule-test", 1), new OffsetAndMetadata(77, "metadata"));

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
        schedule.failed(Map.of(), new TimeoutException());
        assertThat(schedule.isDue(START + AFTER_FAILURE - 1, 1)).isFalse();
        assertThat(schedule.isDue(START + AFTER_FAILURE, 1)).isTrue();
        schedule.succeeded();
        assertThat(schedule.isDue(START + AFTER_FAILURE + USUAL, 1)).isTrue();
    }

    @Test
    void aRebalanceIsNoTroubleAndOfFailuresTheFirstInARowIsLogged() {
        try (LogLines log = LogLines.listen()) {
            schedule.failed(OFFSETS, new RebalanceInProgressException());
            schedule.failed(OFFSETS, new RetriableCommitFailedException(new RebalanceInProgressException()));
            assertThat(schedule.isDue(START + AFTER_FAILURE - 1, 1)).isFalse();
            schedule.succeeded();
            assertThat(schedule.isDue(START + USUAL, 1)).isTrue();
            assertThat(of(log)).isEmpty();

            schedule.failed(OFFSETS, new TimeoutException("late"));
            schedule.failed(OFFSETS, new TimeoutException("late"));

            assertThat(of(log))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARN committing failed, it is repeated; offsets={of-commit-schedule-test-1=77} reason=");
        }
    }

    @Test
    void withManyPartitionsItIsDueMoreSeldom() {
        assertThat(schedule.isDue(START + 999_999_999, 1_000)).isFalse();
        assertThat(schedule.isDue(START + 1_000_000_000, 1_000)).isTrue();
    }

    private static List<String> of(LogLines log) {
        return log.lines().stream()
                .filter(line -> !line.startsWith("DEBUG ")) // the level of the process is other tests' matter
                .filter(line -> line.contains("of-commit-schedule-test"))
                .toList();
    }
}
