package io.batchtask.bridge.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * What a topic holds at one moment; where it ends is not looked at again.
 *
 * @param ranges what is committed, from the first record that is left
 * @param hidden how many offsets lie behind transactions that are open
 */
record Backlog(Map<TopicPartition, OffsetRange> ranges, long hidden) {
    static Backlog of(Admin admin, Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, Long> firsts = offsets(admin, partitions, OffsetSpec.earliest(), false);
        Map<TopicPartition, Long> committed = offsets(admin, partitions, OffsetSpec.latest(), true);
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest(), false);
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        long hidden = 0;
        for (TopicPartition partition : partitions) {
            long end = committed.get(partition);
            ranges.put(partition, new OffsetRange(Math.min(firsts.get(partition), end), end));
            hidden += Math.max(0, ends.get(partition) - end);
        }
        return new Backlog(ranges, hidden);
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, boolean committed)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        ListOffsetsOptions options =
                new ListOffsetsOptions(committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> found =
                Attempts.answer(admin.listOffsets(asked, options).all());
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue()
                .offset()));
    }

    /** What has come since. */
    Map<TopicPartition, OffsetRange> since(Backlog earlier) {
        Map<TopicPartition, OffsetRange> since = new HashMap<>();
        ranges.forEach((partition, range) -> {
            OffsetRange before = earlier.ranges.getOrDefault(partition, new OffsetRange(0, 0));
            since.put(partition, new OffsetRange(Math.min(before.end(), range.end()), range.end()));
        });
        return since;
    }

    /** First offsets, by partition. */
    Map<Integer, Long> beginnings() {
        return ranges.entrySet().stream()
                .collect(Collectors.toMap(range -> range.getKey().partition(), range -> range.getValue()
                        .first()));
    }
}
