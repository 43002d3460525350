package io.batchtask.bridge.dev;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;

/** How far a topic and a group have come, asked of the broker. */
final class Offsets {
    private final Admin admin;
    private final int partitions;

    Offsets(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /** End of each partition of that topic. */
    Map<Integer, Long> ends(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return byPartition(admin.listOffsets(wanted).all().get(20, TimeUnit.SECONDS), end -> end.offset());
    }

    /** Where the group is committed in each partition of that topic; 0 where it is not. */
    Map<Integer, Long> committed(String group, String topic) throws Exception {
        Map<Integer, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(20, TimeUnit.SECONDS)
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        for (int partition = 0; partition < partitions; partition++) {
            committed.putIfAbsent(partition, 0L);
        }
        return committed;
    }

    /** Whether that group has a member. */
    boolean isRead(String group) throws Exception {
        var description =
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
        try {
            return description.get(20, TimeUnit.SECONDS).state() == ConsumerGroupState.STABLE;
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    private static <T> Map<Integer, Long> byPartition(Map<TopicPartition, T> offsets, Function<T, Long> offset) {
        Map<Integer, Long> map = new HashMap<>();
        offsets.forEach((partition, value) -> map.put(partition.partition(), offset.apply(value)));
        return map;
    }
}
