package io.batchtask.bridge.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a consumer has paused: back-pressure towards Kafka. Used by the polling thread only. */
final class PausedPartitions {
    private final Consumer<?, ?> consumer;
    private final Predicate<AssignedPartition> mustPause;
    private final Set<TopicPartition> paused = new HashSet<>();

    /** @param mustPause whether a partition may be read no further for now */
    PausedPartitions(Consumer<?, ?> consumer, Predicate<AssignedPartition> mustPause) {
        this.consumer = consumer;
        this.mustPause = mustPause;
    }

    /** @param all whether reading pauses altogether, instead of only where it must */
    void pauseOrResume(Collection<AssignedPartition> partitions, boolean all) {
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (AssignedPartition partition : partitions) {
            boolean must = all || mustPause.test(partition);
            if (must != paused.contains(partition.name)) {
                (must ? pause : resume).add(partition.name);
            }
        }
        if (!pause.isEmpty()) {
            consumer.pause(pause);
            paused.addAll(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
            paused.removeAll(resume);
        }
    }

    boolean contains(TopicPartition partition) {
        return paused.contains(partition);
    }

    /** Kafka's client forgets as well what it had paused of a partition it no longer has. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(paused::remove);
    }
}
