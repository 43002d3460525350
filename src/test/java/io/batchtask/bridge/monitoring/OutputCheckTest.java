package io.batchtask.bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.relay.Writing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputCheckTest {
    private List<String> obstacles = List.of();
    private Duration answersFor = Duration.ofHours(1);
    private Writing events = writing("info", 0, Duration.ZERO);
    private Writing letters = writing("dlq", 0, Duration.ZERO);
    private final OutputCheck check =
            new OutputCheck(() -> obstacles, () -> answersFor, () -> List.of(events, letters));

    private static Writing writing(String topic, int repeating, Duration lasts) {
        return new Writing(topic, repeating, repeating, lasts, "NotEnoughReplicasException: one is left");
    }

    @Test
    void whatCannotBeWrittenByTheClustersAnswersIsNamedAtOnce() {
        assertThat(check.cause()).isEmpty();
        obstacles = List.of("the topic info does not exist", "the topic dlq may not be written");
        assertThat(check.cause()).contains("the topic info does not exist; the topic dlq may not be written");
    }

    @Test
    void writingThatKeepsFailingIsNamedWithTopicRecordsTimeAndReason() {
        letters = writing("dlq", 1_005, Duration.ofMillis(30_000));
        assertThat(check.cause()).as("a new leader is elected, perhaps").isEmpty();

        letters = writing("dlq", 1_005, Duration.ofMillis(47_900));
        assertThat(check.cause())
                .contains("writing to the topic dlq has failed for 47 s, records that wait: 1005"
                        + " (NotEnoughReplicasException: one is left)");

        letters = writing("dlq", 0, Duration.ZERO);
        assertThat(check.cause()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotAnswerAtAllIsTheBrokerChecksAffair() {
        events = writing("info", 7, Duration.ofMinutes(5));
        answersFor = Duration.ZERO;
        assertThat(check.cause()).isEmpty();
        answersFor = Duration.ofSeconds(30);
        assertThat(check.cause()).as("what waited is tried again first").isEmpty();
        answersFor = Duration.ofSeconds(31);
        assertThat(check.cause()).isPresent();
    }
}
