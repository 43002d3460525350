package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PausedPartitionsTest {
    private static final TopicPartition ONE = new TopicPartition("ids", 1);
    private static final TopicPartition TWO = new TopicPartition("ids", 2);

    private final Assigned assigned = new Assigned();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
    private final Set<TopicPartition> full = new HashSet<>();
    private final PausedPartitions paused = new PausedPartitions(consumer, partition -> full.contains(partition.name));

    @BeforeEach
    void assign() {
        List.of(ONE, TWO).forEach(assigned.assignment::partition);
        consumer.assign(List.of(ONE, TWO));
    }

    private void pauseOrResume(boolean all) {
        paused.pauseOrResume(assigned.assignment.partitions(), all);
    }

    @Test
    void aFullPartitionIsPausedUntilItIsNotFullAnyMore() {
        full.add(ONE);
        pauseOrResume(false);
        assertThat(consumer.paused()).containsExactly(ONE);
        assertThat(paused.contains(ONE)).isTrue();

        full.clear();
        pauseOrResume(false);
        assertThat(consumer.paused()).isEmpty();
        assertThat(paused.contains(ONE)).isFalse();
    }

    @Test
    void allPauseTogether() {
        pauseOrResume(true);
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);

        full.add(TWO);
        pauseOrResume(false);
        assertThat(consumer.paused()).containsExactly(TWO);
    }

    /** The client resumes a partition when it is taken away. */
    @Test
    void aPartitionThatComesBackIsPausedAgain() {
        full.add(ONE);
        pauseOrResume(false);
        consumer.resume(List.of(ONE));
        paused.forget(List.of(ONE));

        pauseOrResume(false);

        assertThat(consumer.paused()).containsExactly(ONE);
    }
}
