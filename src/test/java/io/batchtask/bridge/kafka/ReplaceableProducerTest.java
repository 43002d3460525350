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
    private final ReplaceableProducer replaceable = new ReplaceableProducer(this::make, () -> now);
    private final Producer<Object, Object> first = replaceable.current().orElseThrow();

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
        assertThat(other.current()).containsSame(made.get(0));
        assertThat(other.last()).containsSame(made.get(0));
    }

    @Test
    void failuresThatPassLeaveTheProducerInForce() {
        for (Exception passing : List.of(
                new TimeoutException("later"),
                new RecordTooLargeException("too large"),
                new TopicAuthorizationException("not yours"))) {
            replaceable.failed(first, passing);
        }
        assertThat(replaceable.current()).containsSame(first);
    }

    @Test
    void oneTheBrokerHasRefusedIsReplacedAndClosed() {
        replaceable.failed(first, refused);
        assertThat(replaceable.current()).containsSame(made.get(1));
        assertThat(made.get(0).closed()).isTrue();
        assertThat(replaceable.current()).containsSame(made.get(1));
    }

    @Test
    void oneInAFatalStateIsReplaced() {
        replaceable.failed(
                first, new KafkaException("Cannot execute transactional method because we are in an error state"));
        assertThat(replaceable.current()).containsSame(made.get(1));
    }

    @Test
    void aBrokenSuccessorIsReplacedOnlyAfterAWhileAndNothingIsSentByItMeanwhile() {
        replaceable.failed(first, refused);
        replaceable.current();
        replaceable.failed(made.get(1), refused);
        now += ReplaceableProducer.AT_MOST_EVERY.toNanos() - 1;
        assertThat(replaceable.current()).isEmpty();
        now += 1;
        assertThat(replaceable.current()).containsSame(made.get(2));
    }

    @Test
    void whatFailsWithTheOldOneDoesNotBreakTheNew() {
        replaceable.failed(first, refused);
        replaceable.current();
        replaceable.failed(first, refused);
        assertThat(replaceable.current()).containsSame(made.get(1));
    }

    @Test
    void theLastHasNoSuccessor() {
        replaceable.failed(first, refused);
        assertThat(replaceable.end()).containsSame(first);
        assertThat(replaceable.current()).containsSame(first);
        assertThat(made).hasSize(1);
    }
}
