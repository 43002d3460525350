package io.batchtask.bridge.intake;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a consumer that polls what a test says; each record in a lane of its own. */
final class Assigned {
    static final int SPAN = 10;

    final OpenWindows windows = new OpenWindows(
            new IntakeLimits(100, 200, 10_000, SPAN, Duration.ofSeconds(1), Duration.ZERO), Runnable::run, () -> false);
    final ConsumerReports reports = new ConsumerReports(System::nanoTime);
    final ClusterFacts cluster = new ClusterFacts();
    final Lease lease = Leases.lasting();
    final Assignment assignment = new Assignment(windows, cluster::log, lease);
    final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<Origin, InFlight> started = new HashMap<>();

    void poll(TopicPartition partition, long... offsets) {
        List<Long> list = new ArrayList<>();
        for (long offset : offsets) {
            list.add(offset);
        }
        assignment.register(records(Map.of(partition, list)));
        list.forEach(offset -> handOver(partition, offset));
    }

    ConsumerRecords<byte[], byte[]> records(Map<TopicPartition, List<Long>> offsets) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        offsets.forEach((partition, numbers) -> {
            records.put(
                    partition,
                    numbers.stream()
                            .map(offset -> new ConsumerRecord<byte[], byte[]>(
                                    partition.topic(), partition.partition(), offset, null, new byte[0]))
                            .toList());
            positions.put(partition, numbers.get(numbers.size() - 1) + 1);
        });
        return new ConsumerRecords<>(records);
    }

    void handOver(TopicPartition partition, long offset) {
        Origin origin = origin(partition, offset);
        windows.accept(origin, origin, flight -> started.put(origin, flight));
    }

    InFlight started(TopicPartition partition, long offset) {
        return started.get(origin(partition, offset));
    }

    void finish(TopicPartition partition, long offset) {
        started(partition, offset).finish();
    }

    Map<TopicPartition, OffsetAndMetadata> toCommit() {
        return assignment.commitPoints().toCommit(this::position, true);
    }

    OptionalLong position(TopicPartition partition) {
        return OptionalLong.of(positions.get(partition));
    }

    boolean mustPause(TopicPartition partition) {
        return assignment.mustPause(assignment.partition(partition));
    }

    private static Origin origin(TopicPartition partition, long offset) {
        return new Origin(partition.topic(), partition.partition(), offset);
    }
}
