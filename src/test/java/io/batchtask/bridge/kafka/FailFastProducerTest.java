package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class FailFastProducerTest {
    private final List<Scripted> made = new ArrayList<>();
    private final List<Producer<?, ?>> watched = new ArrayList<>();
    private final List<Exception> outcomes = new ArrayList<>();
    private Optional<KafkaException> obstacle = Optional.empty();
    private int asked;
    private long now;
    private final Supplier<Producer<Object, Object>> maker = () -> {
        made.add(new Scripted());
        return made.get(made.size() - 1);
    };
    private final FailFastProducer producer = new FailFastProducer(
            "info",
            () -> {
                asked++;
                return obstacle;
            },
            maker,
            new ClientListener() {
                @Override
                public Runnable made(Consumer<?, ?> consumer) {
                    throw new AssertionError("there is none");
                }

                @Override
                public Runnable made(Producer<?, ?> one) {
                    watched.add(one);
                    return () -> watched.remove(one);
                }
            },
            () -> now);

    private Future<RecordMetadata> send() {
        return producer.send(new ProducerRecord<>("info", "value"), (metadata, failure) -> outcomes.add(failure));
    }

    @Test
    void aSlowSendHoldsUpNoOther() {
        Scripted kafka = made.get(0);
        for (int each = 0; each < 100; each++) {
            now += Duration.ofSeconds(1).toNanos(); // a full collection of garbage within each
            send();
            kafka.completeNext();
        }
        assertThat(outcomes).hasSize(100).containsOnlyNulls();
        assertThat(kafka.history()).hasSize(100);
    }

    @Test
    void theTopicIsAskedForBeforeTheFirstRecordAndAfterASuccession() {
        assertThat(made.get(0).askedFor).containsExactly("info");

        send();
        made.get(0).errorNext(new SaslAuthenticationException("wrong password"));
        send();

        assertThat(made).hasSize(2);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(made.get(1).askedFor).containsExactly("info");
        assertThat(made.get(1).history()).hasSize(1);
        assertThat(watched).containsExactly(made.get(1));
    }

    /** No broker's name can be resolved, say: a start must not fail of it, and the work is done once it can be. */
    @Test
    void oneThatCannotBeMadeAtFirstIsMadeForARecordOfLater() {
        List<Boolean> possible = new ArrayList<>(List.of(false, false));
        FailFastProducer early = new FailFastProducer(
                "info",
                () -> Optional.empty(),
                () -> {
                    if (!possible.isEmpty()) {
                        possible.remove(0);
                        throw new KafkaException("Failed to construct kafka producer");
                    }
                    return maker.get();
                },
                ClientListener.NONE,
                () -> now);
        made.clear();

        for (int record = 0; record < 100; record++) { // each is repeated by its sender
            assertThatThrownBy(() -> early.send(new ProducerRecord<>("info", "value")))
                    .isInstanceOf(KafkaException.class);
        }
        assertThat(possible).as("attempts left").hasSize(1);
        now += ReplaceableProducer.AT_MOST_EVERY.toNanos();
        assertThatThrownBy(() -> early.send(new ProducerRecord<>("info", "value")))
                .hasMessage("Failed to construct kafka producer");
        now += ReplaceableProducer.AT_MOST_EVERY.toNanos();
        early.send(new ProducerRecord<>("info", "value"));

        assertThat(made.get(0).history()).hasSize(1);
        early.close();
    }

    /** Asking would create it on some clusters; and one that was refused at first never recovers. */
    @Test
    void whileATopicCannotBeWrittenToThereIsNoProducer() {
        KafkaException missing = new UnknownTopicOrPartitionException("the topic info does not exist");
        obstacle = Optional.of(missing);
        made.clear();
        FailFastProducer early = new FailFastProducer("info", () -> obstacle, maker, ClientListener.NONE, () -> now);

        assertThatThrownBy(() -> early.send(new ProducerRecord<>("info", "value")))
                .isSameAs(missing);
        early.prepare();
        assertThat(made).isEmpty();
        assertThat(early.metrics()).isEmpty();

        obstacle = Optional.empty();
        early.prepare();
        early.send(new ProducerRecord<>("info", "value"));
        assertThat(made.get(0).askedFor).containsExactly("info");
        assertThat(made.get(0).history()).hasSize(1);
        early.close();
        assertThat(made.get(0).closed()).isTrue();
    }

    @Test
    void oneThatWasNeverWantedIsClosedAllTheSame() {
        obstacle = Optional.of(new KafkaException("not yet"));
        made.clear();
        new FailFastProducer("info", () -> obstacle, maker, ClientListener.NONE, () -> now).close();
        assertThat(made).isEmpty();
    }

    /** The producer does not wait for its topic's metadata, so it cannot say why it has none. */
    @Test
    void whatTheClusterSaysOfATopicTheProducerDoesNotKnowIsTheReason() {
        KafkaException refused = new TopicAuthorizationException(Set.of("info"));
        made.get(0).sendException = new TimeoutException("Topic info not present in metadata after 0 ms.");
        assertThatThrownBy(this::send).isInstanceOf(TimeoutException.class);

        obstacle = Optional.of(refused);
        assertThatThrownBy(this::send).isSameAs(refused);
    }

    @Test
    void aTopicThatHasBeenSeenIsNotLookedForAgain() {
        int before = asked;

        send();
        obstacle = Optional.of(new KafkaException("not any more"));
        send();

        assertThat(asked).isEqualTo(before);
        assertThat(made.get(0).history()).hasSize(2);
    }

    @Test
    void whileABrokenOneCannotBeReplacedYetASendFailsAtOnce() {
        send();
        made.get(0).errorNext(new SaslAuthenticationException("wrong password"));
        send();
        made.get(1).errorNext(new SaslAuthenticationException("wrong password"));

        assertThatThrownBy(this::send).isInstanceOf(KafkaException.class).hasMessageContaining("replaced");

        now += ReplaceableProducer.AT_MOST_EVERY.toNanos();
        send();
        assertThat(made).hasSize(3);
        assertThat(made.get(2).history()).hasSize(1);
    }

    @Test
    void oneThatThrowsWhatAFatalStateThrowsIsReplaced() {
        made.get(0).sendException = new KafkaException("in an error state");

        assertThatThrownBy(this::send).hasMessage("in an error state");

        send();
        assertThat(made).hasSize(2);
    }

    @Test
    void anErrorInsideTheClientBecomesAnExceptionForCamelForgetsErrors() {
        made.get(0).broken = new NoClassDefFoundError("replaced on disk");

        assertThatThrownBy(this::send)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void closingClosesTheOneInForceWithinBounds() {
        producer.close();

        assertThat(made.get(0).closedWithin).isEqualTo(Duration.ofSeconds(3));
        assertThat(watched).isEmpty();
    }

    /** Knows no topic yet, as Kafka's own does right after its start. */
    private static final class Scripted extends MockProducer<Object, Object> {
        private final List<String> askedFor = new ArrayList<>();
        private Duration closedWithin;
        private Error broken;

        Scripted() {
            super(false, text(), text());
        }

        private static Serializer<Object> text() {
            return (topic, value) -> new byte[0];
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<Object, Object> outgoing, Callback callback) {
            if (broken != null) {
                throw broken;
            }
            return super.send(outgoing, callback);
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            askedFor.add(topic);
            throw new TimeoutException("Topic " + topic + " not present in metadata after 0 ms.");
        }

        @Override
        public synchronized void close(Duration timeout) {
            closedWithin = timeout;
            super.close(timeout);
        }
    }
}
