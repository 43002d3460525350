package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollFailuresTest {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final TopicPartition ONE = new TopicPartition("ids", 1);
    private static final TopicPartition TWO = new TopicPartition("ids", 2);

    private final Assigned assigned = new Assigned();
    private final ConsumerReports reports = assigned.reports;
    private final PollFailures failures = new PollFailures("consumer", reports, assigned.assignment, PAUSE);

    @Test
    void whatCannotBeReadOfOnePartitionHoldsUpThatOne() {
        assigned.poll(ONE, 0);
        assigned.poll(TWO, 0);
        KafkaException corrupt = new KafkaException(
                "Received exception when fetching the next record from ids-2. If needed, please seek past the record",
                new KafkaException("Record batch for partition ids-2 at offset 1 is invalid"));

        AssignedPartition culprit = failures.partitionNamedIn(corrupt).orElseThrow();
        culprit.holdUp(System.nanoTime() + 1_000_000_000);

        assertThat(culprit.name).isEqualTo(TWO);
        assertThat(assigned.mustPause(TWO)).isTrue();
        assertThat(assigned.mustPause(ONE)).isFalse();
        assertThatCode(() -> failures.tryHeldUpAgain(System.nanoTime())).doesNotThrowAnyException();
        assertThatExceptionOfType(OutdatedConsumerException.class)
                .isThrownBy(() -> failures.tryHeldUpAgain(System.nanoTime() + 1_000_000_000))
                .withMessageContaining("ids-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no partition", "ids-3 is not ours", "ids-11", "other-ids-1", "ids-9999999999"})
    void aFailureThatNamesNoneOfOursIsTheConsumers(String message) {
        assigned.poll(ONE, 0);
        assertThat(failures.partitionNamedIn(new KafkaException(message))).isEmpty();
    }

    @Test
    void whatPassesIsReportedAndTheConsumerGoesOn() {
        long start = System.nanoTime();
        failures.judge(new DisconnectException("no broker"));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(PAUSE.toNanos());
        assertThat(reports.trouble()).contains("DisconnectException: no broker");
    }

    @Test
    void anyOtherFailureTakesANewConsumer() {
        KafkaException failed = new KafkaException("unexpected");
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> failures.judge(failed))
                .isSameAs(failed);
        assertThat(reports.trouble()).contains("KafkaException: unexpected");
    }

    /** The client may be past records it could not hand over. */
    @Test
    void anErrorIsReportedAndNothingIsCommittedAfterIt() {
        assigned.poll(ONE, 0);
        assigned.finish(ONE, 0);
        assertThat(assigned.toCommit()).isNotEmpty();

        KafkaException thrown = failures.broken(new UnsatisfiedLinkError("no snappyjava"));

        assertThat(thrown).hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
        assertThat(reports.trouble()).contains("UnsatisfiedLinkError: no snappyjava");
        assertThat(assigned.toCommit()).isEmpty();
        assertThat(assigned.assignment.commitPoints().anyCommitAgain()).isEmpty();
    }

    /** Paused or not, the client looks at it first: another one has to be made. */
    @Test
    void whatGoesOnAfterItsPartitionIsPausedIsTheConsumers() {
        assigned.poll(ONE, 0);
        KafkaException failed = new KafkaException("Failed to make progress reading messages at ids-1=7");
        failures.judge(failed);
        assertThat(assigned.mustPause(ONE)).isTrue();

        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> failures.judge(failed))
                .isSameAs(failed);
    }

    /** Kafka says that it is worth another try; this client would only look at the same bytes again. */
    @Test
    void aCorruptRecordThatNamesNoPartitionTakesANewConsumer() {
        CorruptRecordException corrupt = new CorruptRecordException("Record size 3 is less than the minimum");
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> failures.judge(corrupt))
                .isSameAs(corrupt);
    }
}
