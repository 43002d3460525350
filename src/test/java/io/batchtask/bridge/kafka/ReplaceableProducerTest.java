package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ReplaceableProducerTest {
    private final AuthenticationException refused = new SaslAuthenticationException("wrong password");
    private final List<MockProducer<Object, Object>> made = new ArrayList<>();
    private long now = Long.MAX_VALUE - 10; // nanoTime may wrap around
    private final ReplaceableProducer succession = new ReplaceableProducer(this::make, () -> now);
    private final Producer<Object, Object> first = succession.inForce().orElseThrow();

    private Producer<Object, Object> make() {
        made.add(new MockProducer<>());
        return made.get(made.size() - 1);
    }

    @Test
    void theFirstIsMadeWhenItIsWanted() {
        made.clear();
        ReplaceableProducer other = new ReplaceableProducer(this::make, () -> now);
        assertThat(other.last()).isEmpty();
        assertThat(made).isEmpty();
        assertThat(other.inForce()).containsSame(made.get(0));
        assertThat(other.last()).containsSame(made.get(0));
    }

    @Test
    void failuresThatPassLeaveTheProducerInForce() {
        for (Exception passing : List.of(
                new TimeoutException("later"),
                new RecordTooLargeException("too large"),
                new TopicAuthorizationException("not yours"))) {
            succession.failed(first, passing);
        }
        assertThat(succession.inForce()).containsSame(first);
    }

    @Test
    void oneTheBrokerHasRefusedIsReplacedAndClosed() {
        succession.failed(first, refused);
        assertThat(succession.inForce()).containsSame(made.get(1));
        assertThat(made.get(0).closed()).isTrue();
        assertThat(succession.inForce()).containsSame(made.get(1));
    }

    @Test
    void oneInAFatalStateIsReplaced() {
        succession.failed(
                first, new KafkaException("Cannot execute transactional method because we are in an error state"));
        assertThat(succession.inForce()).containsSame(made.get(1));
    }

    @Test
    void aBrokenSuccessorIsReplacedOnlyAfterAWhileAndNobodySendsByItMeanwhile() {
        succession.failed(first, refused);
        succession.inForce();
        succession.failed(made.get(1), refused);
        now += ReplaceableProducer.AT_MOST_EVERY.toNanos() - 1;
        assertThat(succession.inForce()).isEmpty();
        now += 1;
        assertThat(succession.inForce()).containsSame(made.get(2));
    }

    @Test
    void whatFailsWithTheOldOneDoesNotBreakTheNew() {
        succession.failed(first, refused);
        succession.inForce();
        succession.failed(first, refused);
        assertThat(succession.inForce()).containsSame(made.get(1));
    }

    @Test
    void nobodyFollowsTheLast() {
        succession.failed(first, refused);
        assertThat(succession.end()).containsSame(first);
        assertThat(succession.inForce()).containsSame(first);
        assertThat(made).hasSize(1);
    }
}
