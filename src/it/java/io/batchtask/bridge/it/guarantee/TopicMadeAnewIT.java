package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.kafka.KafkaProxy;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** The ids topic is deleted, and there is one of the same name: what was read of the former says nothing about it. */
@Execution(CONCURRENT)
class TopicMadeAnewIT {
    private static final String SITUATION = "the ids topic is deleted and made anew";
    private static final int OLD = 100;
    private static final int NEW = 300;
    private static final int FIRST_NEW = 5_000;

    /** No fetch comes between, so to the client it looks as if its position were sound. */
    @Test
    @Guarantee(SITUATION)
    void madeAnewAtOnceItIsReadFromItsBeginning() {
        try (World world = World.behindProxy(1, Map.of())) {
            Instance instance = withOldRequestsDone(world);
            KafkaProxy proxy = world.broker.proxy();
            proxy.hold(Set.of(ApiKeys.FETCH));
            Awaitility.await().until(() -> proxy.held(ApiKeys.FETCH) > 0);
            delete(world);
            create(world);
            proxy.release();
            allNewOnesHaveTheirEvents(world, instance);
            warned(world, instance);
        }
    }

    @Test
    @Guarantee(SITUATION)
    void madeAnewAfterAWhileItIsReadFromItsBeginning() {
        try (World world = World.create(1)) {
            Instance instance = withOldRequestsDone(world);
            delete(world);
            Awaitility.await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            create(world);
            allNewOnesHaveTheirEvents(world, instance);
            warned(world, instance);
        }
    }

    /** The broker forgets what a group has committed in a topic that is deleted, so there is nothing to warn of. */
    @Test
    @Guarantee(SITUATION)
    void aTopicMadeAnewWhileUnreadIsReadFromItsBeginning() {
        try (World world = World.create(1)) {
            assertThat(withOldRequestsDone(world).stop()).isZero();
            delete(world);
            create(world);
            Instance second = Instance.start(world);
            allNewOnesHaveTheirEvents(world, second);
            assertThat(second.stop()).isZero();
        }
    }

    private static Instance withOldRequestsDone(World world) {
        IntStream.rangeClosed(1, OLD).forEach(id -> world.send(null, String.valueOf(id)));
        world.flush();
        Instance instance = Instance.start(world);
        return instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
    }

    private static void delete(World world) {
        get(world.admin.deleteTopics(List.of(world.ids)).all());
    }

    private static void create(World world) {
        get(world.admin
                .createTopics(List.of(new NewTopic(world.ids, 1, (short) 1)))
                .all());
        IntStream.range(FIRST_NEW, FIRST_NEW + NEW).forEach(id -> world.send(null, String.valueOf(id)));
        world.flush();
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> answer) {
        try {
            return answer.get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void allNewOnesHaveTheirEvents(World world, Instance instance) {
        Tail events = world.tail(world.info);
        Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(events.records().stream()
                        .map(event -> Integer.parseInt(Tail.header(event, "ce_subject")))
                        .filter(id -> id >= FIRST_NEW)
                        .distinct())
                .as("new requests with an event")
                .hasSize(NEW));
        instance.await("lag", Timeouts.LONG, () -> world.lag() == 0);
    }

    /** The cluster is asked every few seconds, which may be after all has been read. */
    private static void warned(World world, Instance instance) {
        instance.await("warning", Timeouts.LONG, () -> instance.jvm.output().stream()
                .filter(line -> line.contains(" WARN ") && line.contains(world.ids))
                .anyMatch(line -> line.contains("made anew")));
        assertThat(instance.stop()).isZero();
    }
}
