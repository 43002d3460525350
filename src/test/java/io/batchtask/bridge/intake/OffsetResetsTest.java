package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OffsetResetsTest {
    private static final TopicPartition ONE = new TopicPartition("ids", 1);
    private static final TopicPartition TWO = new TopicPartition("ids", 2);

    private final Assigned assigned = new Assigned();
    private final Intake intake = assigned.intake;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
    private final OffsetResets jumps = new OffsetResets(consumer, intake, assigned.assignment);

    @Test
    void whatRetentionTookIsCountedAndTheRestIsRead() {
        assigned.poll(ONE, 0, 1);

        assertThat(jumps.goOnAt(ONE, 2, 10, Optional.empty())).isEqualTo(10);
        assertThat(intake.unreadLost()).isEqualTo(8);
        assigned.poll(ONE, 10);
        assertThat(assigned.toCommit().get(ONE).offset())
                .as("the first is unfinished")
                .isZero();
        assertThat(assigned.started(ONE, 0).finish()).isTrue();
    }

    @Test
    void aLogThatWasCutIsReadAgainFromTheFirstUnfinishedRecord() {
        assigned.poll(ONE, 0, 1, 2, 3);
        assigned.finish(ONE, 0);

        assertThat(jumps.goOnAt(ONE, 4, 0, Optional.of(3L))).isEqualTo(1);

        assertThat(assigned.started(ONE, 1).finish()).as("read again").isFalse();
        assigned.poll(ONE, 1, 2, 3, 4);
        assertThat(intake.unfinished()).isEqualTo(4);
        assertThat(intake.unreadLost()).isZero();
    }

    @Test
    void aLogThatWasCutBehindAllThatIsUnfinishedIsReadFromTheCut() {
        assigned.poll(ONE, 0, 1, 2, 3);
        for (long offset = 0; offset < 4; offset++) {
            assigned.finish(ONE, offset);
        }

        assertThat(jumps.goOnAt(ONE, 4, 0, Optional.of(2L))).isEqualTo(2);
    }

    /** Another consumer, as this one may have told its client a leader epoch that the new log does not have. */
    @Test
    void aShorterLogIsReadFromItsBeginningByAnotherConsumerAndWhatIsUnderWayEnds() {
        assigned.poll(ONE, 98, 99);
        assigned.poll(TWO, 7);
        assigned.finish(ONE, 98);
        InFlight underWay = assigned.started(ONE, 99);

        assertThatExceptionOfType(OutdatedConsumerException.class)
                .isThrownBy(() -> jumps.goOnAt(ONE, 100, 0, Optional.empty()));

        assertThat(committed(ONE)).isEqualTo(new OffsetAndMetadata(0));
        assertThat(assigned.toCommit()).as("the old log's").containsOnlyKeys(TWO);
        assertThat(underWay.ours()).isTrue();
        assertThat(underWay.finish()).isTrue();
    }

    private OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.committed(Set.of(partition)).get(partition);
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningByAnotherConsumer() {
        assigned.assignment.takeOver(List.of(ONE, TWO), () -> Map.of(ONE, new OffsetAndMetadata(0)));
        jumps.told(told("cluster/first"));
        assigned.poll(ONE, 0, 1);
        assigned.finish(ONE, 0);
        jumps.told(told("cluster/first"));

        madeAnew(told("cluster/second"), ONE, TWO);

        assigned.positions.put(TWO, 0L);
        assertThat(assigned.toCommit()).isEmpty();
        assertThat(assigned.assignment.anyCommitAgain()).isEmpty();
        assertThat(assigned.assignment.isSettled()).isTrue();
    }

    private void madeAnew(LogIdentity told, TopicPartition... partitions) {
        assertThatExceptionOfType(OutdatedConsumerException.class).isThrownBy(() -> jumps.told(told));
        for (TopicPartition partition : partitions) {
            assertThat(committed(partition)).isEqualTo(new OffsetAndMetadata(0));
        }
    }

    /** It may be made anew before it is asked for the next time. */
    @Test
    void aPartitionIsTakenForTheLogThatWasToldLast() {
        intake.logIs("cluster", Uuid.randomUuid());
        assigned.poll(ONE, 0, 1);

        madeAnew(told("cluster/another"), ONE);
    }

    @Test
    void whatACommitTellsOfItsLogCounts() {
        OffsetAndMetadata commit = new OffsetAndMetadata(7, "finished-ahead/2 log=cluster/first from=7 epoch=0");
        assigned.assignment.takeOver(List.of(ONE), () -> Map.of(ONE, commit));

        madeAnew(told("cluster/second"), ONE);
    }

    @Test
    void aCopyInAnotherClusterIsNoTopicMadeAnew() {
        assigned.poll(ONE, 0);
        jumps.told(told("cluster/first"));

        jumps.told(told("another/second"));
        madeAnew(told("another/third"), ONE);
    }

    /** A broker that is cut off from its controller tells what was. */
    @Test
    void anIdThatWasReplacedDoesNotComeBack() {
        Uuid first = Uuid.randomUuid();
        Uuid second = Uuid.randomUuid();
        intake.logIs("cluster", first);
        intake.logIs("cluster", second);
        intake.logIs("cluster", first);

        assertThat(intake.log()).contains(told("cluster/" + second));
    }

    private static LogIdentity told(String log) {
        return new LogIdentity(log);
    }
}
