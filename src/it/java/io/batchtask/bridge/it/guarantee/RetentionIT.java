package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** The topic's retention deletes unread requests: they cannot be had back, but it is never silent. */
@Execution(CONCURRENT)
class RetentionIT {

    @Test
    @Guarantee("requests are deleted from the ids topic before they are read")
    void whatWasDeletedWhileUnreadIsCountedAndReported() {
        try (World world = World.create(1)) {
            send(world, 200);
            Instance first = Instance.start(world);
            first.await("lag", Timeouts.LONG, () -> world.lag() == 0);
            assertThat(first.stop()).isZero();

            send(world, 200);
            delete(world, 300);
            Instance second = Instance.start(world);
            second.await("lag", Timeouts.LONG, () -> world.lag() == 0);

            assertThat(offsetsWithEvent(world)).containsAll(range(0, 200)).containsAll(range(300, 400));
            assertThat(reportedLost(second, world, 200, 300)).isEqualTo(100);
            assertThat(second.stop()).isZero();
        }
    }

    /** What makes it likely: an outage so long that it outlasts the retention. */
    @Test
    @Guarantee("requests are deleted from the ids topic before they are read")
    void whatIsDeletedWhileReadingIsPausedIsCountedAndReported() {
        try (World world = World.create(1)) {
            send(world, 20);
            Instance instance = Instance.start(world);
            instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
            world.netServer.down();
            send(world, 100);
            instance.awaitSaid("NetServer does not answer, reading is paused");
            awaitLastFetch(instance);
            send(world, 1_000);
            delete(world, 1_020);
            world.netServer.up();
            instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);

            TreeSet<Long> had = offsetsWithEvent(world);
            assertThat(had).containsAll(range(0, 20)).containsAll(range(1_020, 1_120));
            long read = had.headSet(1_020L).last() + 1; // before reading was paused
            assertThat(had).as("no others").hasSize((int) read + 100);
            assertThat(reportedLost(instance, world, read, 1_020)).isEqualTo(1_020 - read);
            assertThat(instance.stop()).isZero();
        }
    }

    /** One that was under way when reading was paused may bring more, for as long as the broker waits for records. */
    private static void awaitLastFetch(Instance instance) {
        instance.await(
                "pause", Timeouts.LONG, () -> instance.management().metrics().sum("batchtask_partition_paused") == 1);
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    private static void send(World world, int requests) {
        for (int id = 1; id <= requests; id++) {
            world.send(null, String.valueOf(id));
        }
        world.flush();
    }

    private static void delete(World world, long before) {
        try {
            world.admin
                    .deleteRecords(Map.of(new TopicPartition(world.ids, 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static TreeSet<Long> offsetsWithEvent(World world) {
        TreeSet<Long> offsets = new TreeSet<>();
        Tail.all(world, world.info)
                .forEach(event -> offsets.add(
                        Long.valueOf(Tail.header(event, "batchtask-origin").split("/")[2])));
        return offsets;
    }

    private static Iterable<Long> range(long from, long to) {
        return () -> LongStream.range(from, to).iterator();
    }

    /** How many requests the metric says were lost; one line says where, and what is missing from which offset to which. */
    private static double reportedLost(Instance instance, World world, long from, long to) {
        String range = ".* WARN .*" + world.ids + ".*\\b" + from + "\\b.*\\b(?:" + to + "|" + (to - 1) + ")\\b.*";
        assertThat(instance.jvm.output().stream().filter(line -> line.matches(range)))
                .as("warnings of %d to %d\n%s", from, to, instance.log())
                .hasSize(1);
        return instance.management().metrics().sum("batchtask_unread_lost_total");
    }
}
