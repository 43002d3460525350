package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class LatestAnswersTest {
    private static final Set<AclOperation> UNKNOWN = Set.of();
    private static final String NOT_WRITTEN = "the topic info may not be written: the right Write is missing";

    private final LatestAnswers answers = new LatestAnswers();

    @Test
    void beforeTheFirstAnswerItIsNotKnownAndSilenceIsNone() {
        answers.failed("info", new TimeoutException("no broker"));

        assertThat(answers.areAbout("info")).isFalse();
        assertThat(answers.obstacle("info")).contains("the cluster has not answered yet about the topic info");
    }

    @Test
    void aTopicThatIsGoneOrMayNotBeSeenIsNamedUntilItIsThere() {
        answers.exists("info", UNKNOWN);
        assertThat(answers.obstacle("info")).isEmpty();

        answers.failed("info", new UnknownTopicOrPartitionException("deleted"));
        assertThat(answers.obstacle("info")).contains("the topic info does not exist, or may not be seen");
        answers.failed("info", new TopicAuthorizationException("denied"));
        assertThat(answers.obstacle("info")).contains(NOT_WRITTEN);

        answers.exists("info", UNKNOWN);
        assertThat(answers.obstacle("info")).isEmpty();
    }

    @Test
    void aClusterThatFallsSilentSaysNothingNewAboutATopic() {
        answers.exists("info", UNKNOWN);
        answers.failed("info", new TimeoutException("no broker"));
        assertThat(answers.obstacle("info")).isEmpty();
    }

    @Test
    void theRightToWriteIsMissedOnlyWhereTheBrokerSaysWhichRightsThereAre() {
        answers.exists("info", Set.of(AclOperation.DESCRIBE, AclOperation.READ));
        assertThat(answers.obstacle("info")).contains(NOT_WRITTEN);
        answers.exists("info", Set.of(AclOperation.DESCRIBE, AclOperation.WRITE));
        assertThat(answers.obstacle("info")).isEmpty();
        answers.exists("info", null);
        assertThat(answers.obstacle("info")).isEmpty();
    }
}
