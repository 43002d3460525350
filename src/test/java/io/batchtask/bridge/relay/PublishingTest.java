package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka does not take what it is offered, or is never offered it. */
@Timeout(30)
class PublishingTest extends RelayRoutesFixture {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final NotEnoughReplicasException passing = new NotEnoughReplicasException("one replica is left");

    @Test
    void anEventThatKafkaDoesNotTakeForWhateverReasonIsOfferedAgainUnchanged() {
        kafka.refuses(
                new org.apache.kafka.common.errors.TimeoutException("no broker"),
                passing,
                new TopicAuthorizationException("no right to write"),
                new IllegalStateException("something nobody knows"));

        begin(new TaskRequest(SOURCE, 42, false));
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Published.class);
        assertThat(lookUps.netServer.calls).as("not looked up again").hasSize(1);
        assertThat(events.now().refusals()).isEqualTo(4);
        assertThat(deadLetters.now().refusals()).isZero();
        ProducerRecord<byte[], OutboundRecord> event = taken();
        assertThat(kafka.offered()).hasSize(5).allSatisfy(offer -> {
            assertThat(offer.topic()).isEqualTo("info");
            assertThat(offer.key()).isEqualTo(event.key());
            assertThat(offer.value().headers()).isEqualTo(event.value().headers());
            assertThat(offer.value().value()).isEqualTo(event.value().value());
        });
    }

    @Test
    void aDeadLetterThatKafkaDoesNotTakeIsOfferedAgainUnchanged() {
        kafka.refuses(passing);

        begin(malformed());
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(deadLetters.now().refusals()).isEqualTo(1);
        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("dlq", "dlq");
        OutboundRecord first = kafka.offered().get(0).value(), second = taken().value();
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.headers()).usingRecursiveComparison().isEqualTo(first.headers());
    }

    @Test
    void anEventThatIsTooLargeBecomesADeadLetterWithTheSmallRequestAtOnce() {
        kafka.refuses(new RecordTooLargeException());

        begin(new TaskRequest(SOURCE, 42, false));

        assertThat(ended).singleElement().isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(
                        rejected.failure())
                .isInstanceOf(Failure.TooLarge.class));
        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq");
        ProducerRecord<byte[], OutboundRecord> letter = taken();
        assertThat(letter.value().value()).isEqualTo(VALUE);
        assertThat(header(letter, "x-dlq-class")).isEqualTo("too-large");
        assertThat(header(letter, "x-dlq-step")).isEqualTo("publish");
        assertThat(header(letter, "x-dlq-attempts")).isEqualTo("1");
    }

    @Test
    void theDeadLetterOfAnEventThatIsTooLargeIsRepeatedToo() {
        kafka.refuses(new RecordTooLargeException(), passing);

        begin(new TaskRequest(SOURCE, 42, false));
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq", "dlq");
        assertThat(header(taken(), "x-dlq-class")).isEqualTo("too-large");
    }

    @Test
    void aDeadLetterThatIsTooLargeLeavesItsValueBehind() {
        kafka.refuses(new RecordTooLargeException());

        begin(malformed());

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        ProducerRecord<byte[], OutboundRecord> bare = taken();
        assertThat(bare.value().value()).isNull();
        assertThat(header(bare, "x-dlq-class")).as("why it was rejected").isEqualTo("malformed");
        assertThat(header(bare, "x-dlq-value-left-behind")).isEqualTo("2");
        assertThat(header(bare, "x-dlq-source-offset")).isEqualTo("99");
        assertThat(bare.value().headers()).extracting(Header::name).doesNotContain("mine");
    }

    @Test
    void anEventAndItsDeadLetterThatAreBothTooLargeEndAsABareLetter() {
        kafka.refuses(new RecordTooLargeException(), new RecordTooLargeException());

        begin(new TaskRequest(SOURCE, 42, false));

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq", "dlq");
        assertThat(taken().value().value()).isNull();
        assertThat(header(taken(), "x-dlq-class")).isEqualTo("too-large");
    }

    @Test
    void whenNotEvenTheBareLetterFitsItIsOfferedUntilItDoes() {
        kafka.refuses(new RecordTooLargeException(), new RecordTooLargeException(), new RecordTooLargeException());

        begin(malformed());
        assertThat(kafka.offered()).hasSize(2);
        assertThat(ended).isEmpty();
        assertThat(deadLetters.now().refusals()).isEqualTo(1);
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(kafka.offered()).hasSize(4);
    }

    @Test
    void aRecordThatIsLostWhileItWaitsIsNotOfferedAgain() {
        kafka.refuses(passing);
        begin(new TaskRequest(SOURCE, 42, false));

        flight.lost = true;
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(kafka.offered()).hasSize(1);
        assertThat(ended).isEmpty();
        assertThat(lookUps.time.pending()).isZero();
    }

    @Test
    void anEventThatCannotBeWrittenAsJsonIsRejectedAndNotRepeatedForEver() {
        TaskEvent unwritable =
                new TaskEvent(SOURCE, "type", 2, VALUE, List.of(), Map.of("field", new Unwritable(new Exception())));

        begin(unwritable);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(events.now().refusals()).isZero();
        assertThat(header(taken(), "x-dlq-class")).isEqualTo("contract");
        assertThat(header(taken(), "x-dlq-code")).isEqualTo("internal");
        assertThat(header(taken(), "x-dlq-step")).isEqualTo("publish");
        assertThat(header(taken(), "x-dlq-attempts")).isEqualTo("2");
    }

    @Test
    void anErrorOfTheProcessInAStepIsWaitedOutAndTheRecordEndsAllTheSame() {
        Unwritable once = new Unwritable(new NoClassDefFoundError("replaced on disk"));
        TaskEvent event = new TaskEvent(SOURCE, "type", 1, VALUE, List.of(), Map.of("field", once));

        begin(event);
        assertThat(kafka.offered()).isEmpty();
        assertThat(flight.backingOff).isTrue();
        once.thrown = null;
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).singleElement().isInstanceOf(Outcome.Published.class);
    }

    @Test
    void aDeadLetterThatCannotBeMadeIsTriedAgain() {
        DeadLetter unmakeable =
                new DeadLetter(SOURCE, new Failure.Malformed("x", "y"), Step.READ, 0, null, Instant.EPOCH);

        begin(unmakeable);
        assertThat(flight.backingOff).isTrue();
        lookUps.time.advance(LONG_ENOUGH);

        assertThat(ended).isEmpty();
        assertThat(lookUps.time.pending()).as("goes on").isEqualTo(1);
        assertThat(lookUps.time.waits()).endsWith(Duration.ofSeconds(10));
    }

    /** Breaks when Jackson asks for its text. */
    public static final class Unwritable {
        private Throwable thrown;

        Unwritable(Throwable thrown) {
            this.thrown = thrown;
        }

        public String getText() throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof Exception exception) {
                throw exception;
            }
            return "text";
        }
    }
}
