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
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
    private final OffsetResets resets = new OffsetResets(consumer, assigned.assignment, assigned.reports::lostUnread);

    @Test
    void whatRetentionTookIsCountedAndTheRestIsRead() {
        assigned.poll(ONE, 0, 1);

        assertThat(resets.goOnAt(ONE, 2, 10, Optional.empty())).isEqualTo(10);
        assertThat(assigned.reports.unreadLost()).isEqualTo(8);
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

        assertThat(resets.goOnAt(ONE, 4, 0, Optional.of(3L))).isEqualTo(1);

        assertThat(assigned.started(ONE, 1).finish()).as("read again").isFalse();
        assigned.poll(ONE, 1, 2, 3, 4);
        assertThat(assigned.windows.unfinished()).isEqualTo(4);
        assertThat(assigned.reports.unreadLost()).isZero();
    }

    @Test
    void aLogThatWasCutBehindAllThatIsUnfinishedIsReadFromTheCut() {
        assigned.poll(ONE, 0, 1, 2, 3);
        for (long offset = 0; offset < 4; offset++) {
            assigned.finish(ONE, offset);
        }

        assertThat(resets.goOnAt(ONE, 4, 0, Optional.of(2L))).isEqualTo(2);
    }

    /** Another consumer, as this one may have given its client a leader epoch that the new log does not have. */
    @Test
    void aShorterLogIsReadFromItsBeginningByAnotherConsumerAndWhatIsUnderWayEnds() {
        assigned.poll(ONE, 98, 99);
        assigned.poll(TWO, 7);
        assigned.finish(ONE, 98);
        InFlight underWay = assigned.started(ONE, 99);

        assertThatExceptionOfType(OutdatedConsumerException.class)
                .isThrownBy(() -> resets.goOnAt(ONE, 100, 0, Optional.empty()));

        assertThat(committed(ONE)).isEqualTo(new OffsetAndMetadata(0));
        assertThat(assigned.toCommit()).as("the old log's").containsOnlyKeys(TWO);
        assertThat(underWay.mayPublish()).isTrue();
        assertThat(underWay.finish()).isTrue();
    }

    private OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.committed(Set.of(partition)).get(partition);
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningByAnotherConsumer() {
        assigned.assignment.takeOver(List.of(ONE, TWO), () -> Map.of(ONE, new OffsetAndMetadata(0)));
        resets.logIs(log("cluster/first"));
        assigned.poll(ONE, 0, 1);
        assigned.finish(ONE, 0);
        resets.logIs(log("cluster/first"));

        madeAnew(log("cluster/second"), ONE, TWO);

        assigned.positions.put(TWO, 0L);
        assertThat(assigned.toCommit()).isEmpty();
        assertThat(assigned.assignment.commitPoints().anyCommitAgain()).isEmpty();
        assertThat(assigned.assignment.commitPoints().isSettled()).isTrue();
    }

    private void madeAnew(LogIdentity log, TopicPartition... partitions) {
        assertThatExceptionOfType(OutdatedConsumerException.class).isThrownBy(() -> resets.logIs(log));
        for (TopicPartition partition : partitions) {
            assertThat(committed(partition)).isEqualTo(new OffsetAndMetadata(0));
        }
    }

    /** It may be made anew before it is asked for the next time. */
    @Test
    void aPartitionIsTakenForTheLogThatWasReportedLast() {
        assigned.cluster.logIs("cluster", Uuid.randomUuid());
        assigned.poll(ONE, 0, 1);

        madeAnew(log("cluster/another"), ONE);
    }

    @Test
    void theLogThatACommitNamesCounts() {
        OffsetAndMetadata commit = new OffsetAndMetadata(7, "finished-ahead/2 log=cluster/first from=7 epoch=0");
        assigned.assignment.takeOver(List.of(ONE), () -> Map.of(ONE, commit));

        madeAnew(log("cluster/second"), ONE);
    }

    @Test
    void aCopyInAnotherClusterIsNoTopicMadeAnew() {
        assigned.poll(ONE, 0);
        resets.logIs(log("cluster/first"));

        resets.logIs(log("another/second"));
        madeAnew(log("another/third"), ONE);
    }

    /** A broker that is cut off from its controller reports the old id. */
    @Test
    void anIdThatWasReplacedDoesNotComeBack() {
        Uuid first = Uuid.randomUuid();
        Uuid second = Uuid.randomUuid();
        assigned.cluster.logIs("cluster", first);
        assigned.cluster.logIs("cluster", second);
        assigned.cluster.logIs("cluster", first);

        assertThat(assigned.cluster.log()).contains(log("cluster/" + second));
    }

    private static LogIdentity log(String log) {
        return new LogIdentity(log);
    }
}
