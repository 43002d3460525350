package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** A disk has flipped a bit: one batch of one partition can never be read again. */
@Execution(CONCURRENT)
class CorruptBatchIT {
    private static final int PARTITIONS = 4;
    private static final int BATCH = 25;
    private static final int EACH = 300;

    @Test
    @Guarantee("a batch of the ids topic is corrupt")
    void onlyItsPartitionStandsStillAndSaysWhereAndWhy() throws Exception {
        try (World world = World.withOwnBroker(PARTITIONS, Map.of())) {
            for (int batch = 0; batch < 4; batch++) {
                send(world, 0, BATCH); // flushed one by one
            }
            world.broker.stop();
            long corrupt = world.broker.corrupt(world.ids, 0, 2 * BATCH);
            world.broker.restart();
            Instance instance = Instance.start(world).awaitAssigned();
            int lines = instance.jvm.output().size();
            for (int partition = 1; partition < PARTITIONS; partition++) {
                send(world, partition, EACH);
            }

            Tail events = world.tail(world.info);
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(finished(events))
                    .as("events by partition")
                    .containsExactlyInAnyOrderEntriesOf(Map.of(0, (int) corrupt, 1, EACH, 2, EACH, 3, EACH)));
            instance.await(
                    "commits", Timeouts.LONG, () -> committed(world, 1) == EACH && committed(world, 0) == corrupt);
            assertThat(why(instance.management())).contains(world.ids + "-0").containsPattern("\\b" + corrupt + "\\b");
            assertThat(instance.jvm.output().size() - lines)
                    .as("log lines\n%s", instance.log())
                    .isLessThan(60);
            assertThat(instance.stop()).isZero();
            assertThat(committed(world, 0)).isEqualTo(corrupt);
        }
    }

    private static void send(World world, int partition, int requests) {
        for (int id = 1; id <= requests; id++) {
            world.send(partition, null, String.valueOf(id));
        }
        world.flush();
    }

    /** How many requests of each partition have an event. */
    private static Map<Integer, Integer> finished(Tail events) {
        return events.records().stream()
                .map(event -> Tail.header(event, "batchtask-origin"))
                .distinct()
                .collect(Collectors.toMap(origin -> Integer.valueOf(origin.split("/")[1]), one -> 1, Integer::sum));
    }

    private static long committed(World world, int partition) throws Exception {
        OffsetAndMetadata commit = world.admin
                .listConsumerGroupOffsets(world.group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(world.ids, partition));
        return commit == null ? 0 : commit.offset();
    }

    /** What the checks say that have to do with reading. */
    private static String why(ManagementPort port) {
        return Awaitility.await()
                .atMost(Timeouts.LONG)
                .until(() -> port.get("observe/health/ready"), answer -> answer.statusCode() == 503)
                .body();
    }
}
