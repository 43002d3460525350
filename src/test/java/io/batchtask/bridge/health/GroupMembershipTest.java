package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {
    private Optional<String> failedPoll = Optional.empty();
    private Optional<String> cluster = Optional.empty();
    private Optional<Duration> sinceHeartbeat = Optional.of(Duration.ofSeconds(3));
    private final GroupMembership membership =
            new GroupMembership("bridges", () -> failedPoll, () -> cluster, () -> sinceHeartbeat);

    @Test
    void aMemberThatHeartbeatsIsReadyWithOrWithoutAPartition() {
        assertThat(membership.cause()).isEmpty();
    }

    @Test
    void aPollThatFailsIsTheFirstReason() {
        failedPoll = Optional.of("TopicAuthorizationException: not allowed");
        cluster = Optional.of("the Kafka cluster has not answered for 9 s");
        assertThat(membership.cause()).contains("Kafka cannot be read: TopicAuthorizationException: not allowed");
    }

    @Test
    void aClusterThatDoesNotAnswerComesBeforeTheSilenceItCauses() {
        cluster = Optional.of("the Kafka cluster has not answered for 90 s");
        sinceHeartbeat = Optional.of(Duration.ofSeconds(90));
        assertThat(membership.cause()).contains("the Kafka cluster has not answered for 90 s");
    }

    @Test
    void aClusterThatAnswersAndHasNoCoordinatorIsAReason() {
        sinceHeartbeat = Optional.empty();
        assertThat(membership.cause()).hasValueSatisfying(cause -> assertThat(cause)
                .contains("not a member of the group bridges", "a dead member's session (session.timeout.ms)"));
    }

    @Test
    void aHeartbeatThatFailsToComeIsAReason() {
        sinceHeartbeat = Optional.of(Duration.ofSeconds(60));
        assertThat(membership.cause()).isEmpty();
        sinceHeartbeat = Optional.of(Duration.ofSeconds(61));
        assertThat(membership.cause()).contains("no heartbeat to the group bridges for 61 s");
    }
}
