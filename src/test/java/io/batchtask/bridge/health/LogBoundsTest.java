package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.intake.RequestTimes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogBoundsTest {
    private static final TopicPartition PARTITION = new TopicPartition("ids", 3);

    private long now = -Duration.ofDays(1).toNanos(); // a nano time may be anything
    private final LogBounds bounds = new LogBounds(() -> now);
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogBounds.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    /** A minute later the cluster says so; of ours everything before {@code position} is finished. */
    private void seen(long position, long beginning, long end) {
        now += LogBounds.BACKLOG.toNanos();
        seen(OptionalLong.empty(), position, beginning, end);
    }

    private void seen(OptionalLong firstUnfinished, long position, long beginning, long end) {
        PartitionProgress progress = new PartitionProgress(
                "ids", 3, OptionalLong.empty(), OptionalLong.of(position), firstUnfinished, 0, true, RequestTimes.NONE);
        bounds.seen(progress, beginning, end);
    }

    private List<String> warnings() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void theEndIsKnownOnceItWasSeen() {
        assertThat(bounds.end("ids", 3)).isEmpty();
        seen(0, 0, 10);
        assertThat(bounds.end("ids", 3)).hasValue(10);
        assertThat(bounds.end("ids", 4)).isEmpty();
    }

    @Test
    void beforeTheFirstDeletionItIsNotKnownHowFarOneGoes() {
        seen(0, 0, 5_000);
        seen(0, 0, 5_000);
        assertThat(bounds.atRisk()).isZero();
    }

    @Test
    void whatAnotherDeletionLikeTheLastOneTakesIsAtRisk() {
        seen(1_200, 0, 5_000);
        seen(1_200, 0, 5_000);
        seen(1_200, 1_000, 5_000);
        assertThat(bounds.atRisk()).isEqualTo(800);
        assertThat(warnings())
                .containsExactly(
                        "the next deletion from the log, if it is like the last one, takes requests that are not"
                                + " finished; topic=ids partition=3 unfinished-from=1200 log-begins=1000 last-step=1000"
                                + " at-risk=800");
    }

    @Test
    void whatIsReadAndUnfinishedIsAtRiskToo() {
        seen(1_200, 0, 5_000);
        seen(1_200, 0, 5_000);
        seen(OptionalLong.of(1_500), 4_000, 1_000, 5_000);
        assertThat(bounds.atRisk()).isEqualTo(500);
    }

    @Test
    void aBacklogBeyondTheNextStepIsNotAtRisk() {
        seen(2_000, 0, 5_000);
        seen(2_000, 0, 5_000);
        seen(2_000, 1_000, 5_000);
        assertThat(bounds.atRisk()).isZero();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whatHasJustComeIsNoBacklog() {
        seen(10, 0, 10);
        seen(10, 10, 12);
        seen(12, 10, 13);
        assertThat(bounds.atRisk()).isZero();
    }

    @Test
    void thereIsNoMoreAtRiskThanThereIs() {
        seen(10, 0, 14);
        seen(10, 10, 14);
        assertThat(bounds.atRisk()).isEqualTo(4);
        seen(5, 10, 14);
        assertThat(bounds.atRisk()).as("what is gone already is not counted").isEqualTo(4);
    }

    @Test
    void itIsLoggedOnceForEachDeletion() {
        seen(1_200, 0, 9_000);
        seen(1_200, 1_000, 9_000);
        seen(1_200, 1_000, 9_000);
        seen(1_250, 1_000, 9_000);
        assertThat(warnings()).hasSize(1);
        seen(1_300, 1_300, 9_000);
        assertThat(warnings()).hasSize(2).last().asString().contains("log-begins=1300 last-step=300 at-risk=300");
    }

    @Test
    void finishingThemEndsIt() {
        seen(1_200, 0, 9_000);
        seen(1_200, 1_000, 9_000);
        seen(2_000, 1_000, 9_000);
        assertThat(bounds.atRisk()).isZero();
    }

    @Test
    void aPartitionOfAnotherOwnerIsNotAtRiskAndItsStepIsRemembered() {
        seen(1_200, 0, 9_000);
        seen(1_200, 1_000, 9_000);
        bounds.assigned(List.of());
        assertThat(bounds.atRisk()).isZero();
        bounds.assigned(List.of(PARTITION));
        seen(1_300, 1_000, 9_000);
        assertThat(bounds.atRisk()).isEqualTo(700);
    }

    @Test
    void aTopicMadeAnewHasItsOwnSteps() {
        seen(1_200, 0, 9_000);
        seen(1_200, 1_000, 9_000);
        seen(0, 0, 9_000);
        seen(0, 0, 9_000);
        assertThat(bounds.atRisk()).isZero();
    }
}
