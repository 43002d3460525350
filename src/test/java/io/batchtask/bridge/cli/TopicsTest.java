package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** Which refusals of a topic are waited out at the start. */
class TopicsTest {
    @Test
    void aBrokerThatIsFencedForNowIsWaitedFor() {
        ApiException refusal = new InvalidReplicationFactorException(
                "Unable to replicate the partition 1 time(s): All brokers are currently fenced.");
        assertThat(Topics.passes(refusal)).isTrue();
        assertThat(Topics.passes(new TimeoutException())).isTrue();
    }

    @Test
    void aSettingTheClusterCannotFollowIsNot() {
        ApiException refusal = new InvalidReplicationFactorException("Unable to replicate the partition 3 time(s):"
                + " The target replication factor of 3 cannot be reached because only 1 broker(s) are registered.");
        assertThat(Topics.passes(refusal)).isFalse();
        assertThat(Topics.passes(new InvalidReplicationFactorException(null))).isFalse();
        assertThat(Topics.passes(new TopicAuthorizationException("no"))).isFalse();
    }
}
