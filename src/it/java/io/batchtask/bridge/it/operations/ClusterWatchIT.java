package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.health.ClusterListener;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.health.WatchedTopics;
import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.intake.RequestTimes;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** What a real cluster tells about the log under us. */
@Execution(CONCURRENT)
class ClusterWatchIT {

    private final List<Uuid> topicIds = new CopyOnWriteArrayList<>();
    private final List<Duration> sessions = new CopyOnWriteArrayList<>();

    private final ClusterListener listener = new ClusterListener() {
        @Override
        public void logIs(String cluster, Uuid id) {
            topicIds.add(id);
        }

        @Override
        public void topicSeen(String topic) {
            // isThere tells
        }

        @Override
        public void groupSession(Duration timeout) {
            sessions.add(timeout);
        }
    };

    private ClusterWatch watch(World world, LogBounds log, List<PartitionProgress> ours) {
        ClusterWatch watch = new ClusterWatch(
                world.broker::admin,
                new WatchedTopics(world.ids, List.of(world.info, world.deadLetter), true),
                () -> ours,
                log,
                listener,
                System::nanoTime);
        watch.start();
        return watch;
    }

    private static PartitionProgress standing(String topic, int partition) {
        return new PartitionProgress(
                topic,
                partition,
                OptionalLong.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                0,
                true,
                RequestTimes.NONE);
    }

    @Test
    void eachTopicIsKnownByItselfAndAnIdsTopicMadeAnewIsAnotherOne() {
        try (World world = World.create(1)) {
            world.broker.deleteTopic(world.info);
            try (ClusterWatch watch = watch(world, new LogBounds(System::nanoTime), List.of())) {
                await().atMost(Timeouts.LONG)
                        .until(() -> watch.obstacle(world.ids).isEmpty()
                                && watch.obstacle(world.deadLetter).isEmpty());
                assertThat(watch.obstacle(world.info).isEmpty()).isFalse();
                assertThat(watch.trouble()).isEmpty();
                world.broker.createTopic(world.info, 1);
                await().atMost(Timeouts.LONG)
                        .until(() -> watch.obstacle(world.info).isEmpty());
                world.broker.deleteTopic(world.ids);
                world.broker.createTopic(world.ids, 1);
                await().atMost(Timeouts.LONG)
                        .until(() -> topicIds.stream().distinct().count() == 2);
            }
        }
    }

    @Test
    void onePartitionThatIsNotThereHidesNotTheOthers() throws Exception {
        try (World world = World.create(1)) {
            for (int i = 1; i <= 10; i++) {
                world.send(null, String.valueOf(i));
            }
            world.flush();
            world.admin
                    .deleteRecords(Map.of(new TopicPartition(world.ids, 0), RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get();
            LogBounds log = new LogBounds(System::nanoTime);
            try (ClusterWatch watch = watch(world, log, List.of(standing(world.ids, 0), standing(world.ids, 7)))) {
                await().atMost(Timeouts.LONG).until(() -> log.end(world.ids, 0).isPresent());
                assertThat(log.end(world.ids, 0)).hasValue(10);
                assertThat(log.end(world.ids, 7)).isEmpty();
                assertThat(watch.reachable()).isTrue();
            }
        }
    }

    /** On a broker that creates topics when a client asks for them, as Kafka does by default. */
    @Test
    void aMisspeltTopicIsNotCreatedByReadingAndTheBrokersTellTheirSession() throws Exception {
        Map<String, String> settings = Map.of(
                "auto.create.topics.enable", "true",
                "group.coordinator.rebalance.protocols", "classic,consumer",
                "group.consumer.session.timeout.ms", "7000",
                "group.consumer.min.session.timeout.ms", "6000",
                "group.consumer.heartbeat.interval.ms", "1000",
                "group.consumer.min.heartbeat.interval.ms", "1000");
        try (World world = World.withOwnBroker(1, settings).set("topics.ids", "misspelt")) {
            ManagementPort port = ManagementPort.of(world.service());
            await().atMost(Timeouts.LONG)
                    .untilAsserted(() -> assertThat(port.awaitDown("broker")).contains("misspelt does not exist"));
            try (ClusterWatch watch = watch(world, new LogBounds(System::nanoTime), List.of())) {
                await().atMost(Timeouts.LONG).until(() -> watch.reachable() && !sessions.isEmpty());
            }
            assertThat(sessions).containsOnly(Duration.ofSeconds(6));
            await().during(Duration.ofSeconds(2))
                    .atMost(Timeouts.LONG)
                    .until(() -> !world.admin.listTopics().names().get().contains("misspelt"));
        }
    }
}
