package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class TopicObstaclesTest {
    private final TopicObstacles obstacles = new TopicObstacles();

    @Test
    void beforeTheClusterHasAnsweredNothingIsWritten() {
        assertThat(obstacles.of("info")).containsInstanceOf(TimeoutException.class);
        assertThat(obstacles.answered("info", new TimeoutException("no broker")))
                .isFalse();
        assertThat(obstacles.of("info")).containsInstanceOf(TimeoutException.class);
    }

    @Test
    void theReasonIsTheClustersLastAnswer() {
        obstacles.answered("info", new UnknownTopicOrPartitionException("unknown"));
        assertThat(obstacles.of("info"))
                .containsInstanceOf(UnknownTopicOrPartitionException.class)
                .hasValueSatisfying(reason -> assertThat(reason).hasMessage("the topic info does not exist"));
        obstacles.answered("info", new TopicAuthorizationException("denied"));
        assertThat(obstacles.of("info"))
                .hasValueSatisfying(reason -> assertThat(reason).hasMessageContaining("[info]"));
        assertThat(obstacles.of("another")).containsInstanceOf(TimeoutException.class);
    }

    @Test
    void aTopicThatWasSeenIsNotDoubtedAnyMore() {
        assertThat(obstacles.answered("info", null)).isTrue();
        assertThat(obstacles.answered("info", null)).as("for the first time").isFalse();
        obstacles.answered("info", new UnknownTopicOrPartitionException("deleted"));
        assertThat(obstacles.of("info")).isEmpty();
    }
}
