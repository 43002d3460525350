package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.SourceRecord.Header;
import io.batchtask.bridge.task.TaskRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka does not take what it is offered. */
@Timeout(30)
class PublishingTest extends RelayRoutesFixture {
    @Test
    void anEventThatKafkaDoesNotTakeForWhateverReasonIsOfferedAgainUnchanged() throws Exception {
        kafka.refuses(
                new org.apache.kafka.common.errors.TimeoutException("no broker"),
                new NotEnoughReplicasException("one replica is left"),
                new TopicAuthorizationException("no right to write"),
                new IllegalStateException("something nobody knows"));
        TaskEvent event = (TaskEvent) send(RelayRoutes.PREVIEW, new TaskRequest(SOURCE, 42, false))
                .getMessage()
                .getBody();

        List<CompletableFuture<Exchange>> sent = Stream.generate(
                        () -> start(RelayRoutes.RELAY, exchange(RelayRoutes.RELAY, event, flight)))
                .limit(4)
                .toList();

        for (CompletableFuture<Exchange> one : sent) {
            assertThat(one.get(10, TimeUnit.SECONDS).getMessage().getBody()).isInstanceOf(Outcome.Published.class);
        }
        assertThat(kafka.taken()).hasSize(4);
        assertThat(kafka.offered()).hasSize(8).allSatisfy(offer -> {
            assertThat(offer.topic()).isEqualTo("info");
            assertThat(offer.key()).isEqualTo(event.key());
            assertThat(offer.value().headers()).isEqualTo(event.headers());
            assertThat(offer.value().value())
                    .isEqualTo(kafka.offered().get(0).value().value());
        });
    }

    @Test
    void aDeadLetterThatKafkaDoesNotTakeIsOfferedAgainUnchanged() throws Exception {
        kafka.refuses(new NotEnoughReplicasException("one replica is left"));

        assertThat(relay(malformed())).isInstanceOf(Outcome.Rejected.class);

        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("dlq", "dlq");
        assertThat(kafka.offered().get(1).value())
                .isEqualTo(kafka.offered().get(0).value());
    }

    @Test
    void anEventThatIsTooLargeBecomesADeadLetterWithTheSmallRequest() throws Exception {
        kafka.refuses(new RecordTooLargeException());

        Object outcome = relay(new TaskRequest(SOURCE, 42, false));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.failure())
                .isInstanceOf(Failure.TooLarge.class));
        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq");
        ProducerRecord<byte[], OutboundRecord> letter = taken();
        assertThat(letter.value().value()).isEqualTo(VALUE);
        assertThat(header(letter, "x-dlq-class")).isEqualTo("too-large");
        assertThat(header(letter, "x-dlq-step")).isEqualTo("publish");
        assertThat(header(letter, "x-dlq-attempts")).isEqualTo("1");
    }

    @Test
    void theDeadLetterOfAnEventThatIsTooLargeIsRepeatedToo() throws Exception {
        kafka.refuses(new RecordTooLargeException(), new NotEnoughReplicasException("one replica is left"));

        assertThat(relay(new TaskRequest(SOURCE, 42, false))).isInstanceOf(Outcome.Rejected.class);

        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq", "dlq");
        assertThat(header(taken(), "x-dlq-class")).isEqualTo("too-large");
    }

    @Test
    void aDeadLetterThatIsTooLargeLeavesItsValueBehind() throws Exception {
        kafka.refuses(new RecordTooLargeException());

        assertThat(relay(malformed())).isInstanceOf(Outcome.Rejected.class);

        ProducerRecord<byte[], OutboundRecord> bare = taken();
        assertThat(bare.value().value()).isNull();
        assertThat(header(bare, "x-dlq-class")).as("why it was rejected").isEqualTo("malformed");
        assertThat(header(bare, "x-dlq-value-left-behind")).isEqualTo("2");
        assertThat(header(bare, "x-dlq-source-offset")).isEqualTo("99");
        assertThat(bare.value().headers()).extracting(Header::name).doesNotContain("mine");
    }

    @Test
    void anEventAndItsDeadLetterThatAreBothTooLargeEndAsABareLetter() throws Exception {
        kafka.refuses(new RecordTooLargeException(), new RecordTooLargeException());

        assertThat(relay(new TaskRequest(SOURCE, 42, false))).isInstanceOf(Outcome.Rejected.class);

        assertThat(kafka.offered()).extracting(ProducerRecord::topic).containsExactly("info", "dlq", "dlq");
        assertThat(taken().value().value()).isNull();
        assertThat(header(taken(), "x-dlq-class")).isEqualTo("too-large");
    }

    @Test
    void whenNotEvenTheBareLetterFitsTheRecordIsNotFinished() throws Exception {
        kafka.refuses(new RecordTooLargeException(), new RecordTooLargeException());
        Exchange letter = send(RelayRoutes.RELAY, malformed());
        kafka.refuses(new RecordTooLargeException(), new RecordTooLargeException(), new RecordTooLargeException());
        Exchange event = send(RelayRoutes.RELAY, new TaskRequest(SOURCE, 42, false));

        assertThat(letter.getException()).isNotNull();
        assertThat(event.getException()).isNotNull();
        assertThat(kafka.taken()).isEmpty();
    }

    @Test
    void aRecordThatIsLostWhileKafkaRefusesItIsNotOfferedAgain() throws Exception {
        kafka.refuses(new NotEnoughReplicasException("one replica is left"));
        kafka.whenRefused(() -> flight.lost = true);

        Exchange exchange = send(RelayRoutes.RELAY, new TaskRequest(SOURCE, 42, false));

        assertThat(exchange.getException()).isInstanceOf(NotEnoughReplicasException.class);
        assertThat(kafka.offered()).hasSize(1);
    }
}
