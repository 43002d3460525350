package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RebalanceHandlerTest {
    private static final TopicPartition ONE = new TopicPartition("ids", 1);

    private final Assigned assigned = new Assigned();
    private final List<String> calls = new ArrayList<>();
    private Optional<KafkaException> refusal = Optional.empty();
    private boolean hasDrained;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE) {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            refusal.ifPresent(failed -> {
                throw failed;
            });
            calls.add("committed " + offsets.get(ONE).offset());
        }
    };

    private final RebalanceHandler.Member member = new RebalanceHandler.Member() {
        @Override
        public boolean hasDrained() {
            return hasDrained;
        }

        @Override
        public Lease.Moment lastPollBegan() {
            return assigned.lease.now();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration atMost) {
            return Map.of(ONE, new OffsetAndMetadata(0, "finished-ahead/2 from=0 epoch=0 runs=1"));
        }

        @Override
        public void forget(Collection<TopicPartition> partitions) {
            calls.add("forgot " + partitions);
            assigned.assignment.forget(partitions);
        }
    };

    private final ConsumerRebalanceListener camel = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            calls.add("Camel knows");
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            calls.add("Camel knows");
        }
    };

    private final RebalanceHandler handler = new RebalanceHandler(
            member,
            assigned.assignment,
            new Commits(consumer, assigned.assignment.commitPoints(), assigned.lease),
            assigned.lease,
            Duration.ofHours(1),
            Duration.ZERO,
            camel);

    @BeforeEach
    void read() {
        assigned.poll(ONE, 0, 1);
        consumer.assign(List.of(ONE));
        consumer.seek(ONE, 2);
    }

    @Test
    void whatIsFinishedIsCommittedBeforeAPartitionIsGivenBack() {
        assigned.finish(ONE, 0);

        handler.onPartitionsRevoked(List.of(ONE));

        assertThat(calls).containsExactly("committed 1", "forgot [ids-1]", "Camel knows");
    }

    @Test
    void aPartitionIsForgottenEvenIfTheLastCommitFails() {
        assigned.finish(ONE, 0);
        refusal = Optional.of(new TimeoutException("no coordinator"));

        handler.onPartitionsRevoked(List.of(ONE));

        assertThat(calls).containsExactly("forgot [ids-1]", "Camel knows");
        assertThat(assigned.started(ONE, 1).finish()).as("a late result").isFalse();
    }

    @Test
    void aProcessThatHasDrainedWaitsForNoCallAgain() {
        assigned.started(ONE, 0).begin();
        hasDrained = true;

        handler.onPartitionsRevoked(List.of(ONE));

        assertThat(calls).containsExactly("committed 0", "forgot [ids-1]", "Camel knows");
    }

    @Test
    void ofALostPartitionNothingIsCommittedOrPublished() {
        assigned.finish(ONE, 0);

        handler.onPartitionsLost(List.of(ONE));

        assertThat(calls).containsExactly("forgot [ids-1]", "Camel knows");
        assertThat(assigned.lease.hasEnded()).isTrue();
    }

    @Test
    void anAssignmentRenewsTheLeaseAndTakesOverWhatIsFinished() {
        assigned.assignment.forget(List.of(ONE));
        assigned.lease.end();

        handler.onPartitionsAssigned(List.of(ONE));

        assertThat(assigned.lease.hasEnded()).isFalse();
        assigned.assignment.register(assigned.records(Map.of(ONE, List.of(0L, 1L))));
        assertThat(assigned.windows.unfinished())
                .as("the second is finished already")
                .isEqualTo(1);
    }
}
