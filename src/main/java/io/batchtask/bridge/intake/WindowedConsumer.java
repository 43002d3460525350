package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka consumer Camel polls. Around each poll, on the polling thread and nowhere else, it commits the finished
 * prefix, pauses and resumes, and registers what was read; when partitions are taken away it lets calls under way end.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);
    private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Intake intake;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastCommit = System.nanoTime();

    WindowedConsumer(Properties properties, Intake intake) {
        super(properties);
        this.intake = intake;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        failIfCamelMislaidRecords();
        if (System.nanoTime() - lastCommit >= COMMIT_EVERY_NANOS) {
            lastCommit = System.nanoTime();
            commitAsync();
        }
        pauseOrResume();
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        long now = System.nanoTime();
        for (TopicPartition partition : records.partitions()) {
            PartitionWindow window = intake.open(partition);
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                window.register(record.offset(), now);
            }
        }
        return records;
    }

    /** Camel's contract, asserted: what one poll returned has been routed, or refused aloud, before the next poll. */
    private void failIfCamelMislaidRecords() {
        for (TopicPartition partition : assignment()) {
            PartitionWindow window = intake.window(partition);
            if (window != null && window.notHandedOver() > 0 && !intake.isStopping()) {
                throw new IllegalStateException(
                        partition + ": " + window.notHandedOver() + " polled records never reached the route");
            }
        }
    }

    @Override
    public void commitAsync() {
        Map<TopicPartition, OffsetAndMetadata> offsets = finishedPrefixes(assignment());
        if (!offsets.isEmpty()) {
            super.commitAsync(offsets, (done, failed) -> {
                if (failed == null) {
                    done.forEach((partition, offset) -> committed.put(partition, offset.offset()));
                } else {
                    LOG.warn("committing failed, it is repeated; offsets={} reason={}", done, failed.toString());
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> finishedPrefixes(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionWindow window = intake.window(partition);
            if (window == null) {
                continue;
            }
            try {
                long offset = window.committable(position(partition, Duration.ZERO));
                if (!Long.valueOf(offset).equals(committed.get(partition))) {
                    offsets.put(partition, new OffsetAndMetadata(offset));
                }
            } catch (TimeoutException noPositionYet) {
                LOG.debug("no position yet; partition={}", partition);
            }
        }
        return offsets;
    }

    private void pauseOrResume() {
        Set<TopicPartition> paused = paused();
        boolean all = intake.mustPause();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (TopicPartition partition : assignment()) {
            PartitionWindow window = intake.window(partition);
            int span = window == null ? 0 : window.span();
            boolean wasPaused = paused.contains(partition);
            boolean tooFar = span
                    >= (wasPaused ? intake.limits().span() / 2 : intake.limits().span());
            if (all || tooFar) {
                if (!wasPaused) {
                    pause.add(partition);
                }
            } else if (wasPaused) {
                resume.add(partition);
            }
        }
        pause(pause);
        resume(resume);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new GiveBack(listener));
    }

    @Override
    public void close() {
        // Leaving the group revokes what is assigned, which commits; without an assignment there is nothing to commit.
        super.close();
        LOG.debug("consumer closed");
    }

    private void giveBack(Collection<TopicPartition> partitions) {
        Set<PartitionWindow> open = new HashSet<>();
        for (TopicPartition partition : partitions) {
            PartitionWindow window = intake.window(partition);
            if (window != null) {
                window.drain();
                open.add(window);
            }
        }
        long deadline = System.nanoTime() + intake.limits().drain().toNanos();
        for (PartitionWindow window : open) {
            if (!window.awaitQuiet(deadline)) {
                LOG.warn("partitions are given back with calls under way, their records will be read again");
                break;
            }
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = finishedPrefixes(partitions);
        if (!offsets.isEmpty()) {
            try {
                commitSync(offsets, LAST_COMMIT);
            } catch (CommitFailedException | RebalanceInProgressException | TimeoutException repeated) {
                LOG.warn(
                        "the last commit failed, records will be read again; offsets={} reason={}",
                        offsets,
                        repeated.toString());
            } catch (KafkaException repeated) {
                LOG.warn("the last commit failed, records will be read again; offsets={}", offsets, repeated);
            }
        }
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            intake.close(partition);
            committed.remove(partition);
        }
    }

    /** Lets Camel's own listener know as well. */
    private final class GiveBack implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener camel;

        GiveBack(ConsumerRebalanceListener camel) {
            this.camel = camel;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.info("partitions revoked; partitions={}", partitions);
            giveBack(partitions);
            camel.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("partitions lost, what is under way is dropped and read again; partitions={}", partitions);
            forget(partitions);
            camel.onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("partitions assigned; partitions={}", partitions);
            camel.onPartitionsAssigned(partitions);
        }
    }
}
