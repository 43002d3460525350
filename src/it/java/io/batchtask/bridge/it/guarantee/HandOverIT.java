package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.kafka.KafkaProxy;
import io.batchtask.bridge.it.world.Authors;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** A second instance joins while the first one cannot publish. */
@Execution(CONCURRENT)
class HandOverIT {
    private static final int PARTITIONS = 2;
    private static final int KEYS = 20;
    private static final int REQUESTS = 400;

    /** A drain takes up to thirty seconds when there is something to wait for. */
    private static final Duration NOTHING_TO_WAIT_FOR = Duration.ofSeconds(5);

    /** By then each of the waits between two attempts is several seconds long. */
    private static final int REPEATS_OF_EACH = 4;

    @Test
    @Guarantee("an instance joins while events or dead letters cannot be published")
    void whatWaitsToBePublishedIsLeftToTheNextOwnerAtOnceAndComesFromNoOther() {
        try (World world = World.create(PARTITIONS)) {
            world.broker.deleteTopic(world.info);
            for (int i = 0; i < REQUESTS; i++) {
                world.send("key-" + i % KEYS, String.valueOf(1 + i));
            }
            world.flush();
            Instance first = Authors.start(world, "First").awaitAssigned();
            awaitRepeats(first, "info", REPEATS_OF_EACH * KEYS);

            Instance second = Authors.start(world, "Second");
            Duration rebalance = rebalance(first, second);
            world.broker.createTopic(world.info, PARTITIONS);
            world.awaitNoLag();

            assertThat(Authors.late(world, "First")).isEmpty();
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(REQUESTS);
            assertThat(books.repeats()).as("repeats").isZero();
            assertThat(rebalance).isLessThan(NOTHING_TO_WAIT_FOR);
            assertThat(first.stop()).isZero();
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    @Guarantee("an instance joins while events or dead letters cannot be published")
    void aDeadLetterThatWaitsForItsTopicHoldsUpNoRebalance() {
        try (World world = World.create(PARTITIONS)) {
            world.broker.deleteTopic(world.deadLetter);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                world.send(partition, null, "no number");
            }
            world.flush();
            Instance first = Instance.start(world).awaitAssigned();
            awaitRepeats(first, "dead-letter", PARTITIONS);

            Instance second = Instance.start(world);
            assertThat(rebalance(first, second)).isLessThan(NOTHING_TO_WAIT_FOR);

            world.broker.createTopic(world.deadLetter, PARTITIONS);
            assertThat(RecordBalance.close(world).repeats()).as("repeats").isZero();
            assertThat(first.stop()).isZero();
            assertThat(second.stop()).isZero();
        }
    }

    private static void awaitRepeats(Instance instance, String to, int times) {
        instance.await(
                "repeats",
                Timeouts.LONG,
                () -> instance.management().metrics().sum("batchtask_publish_repeats_total", "to=\"" + to + "\"")
                        >= times);
    }

    /** From the first one's being asked for a partition to the second one's having it. */
    private static Duration rebalance(Instance first, Instance second) {
        first.awaitSaid("partitions revoked; partitions=[ids");
        long since = System.nanoTime();
        second.awaitAssigned();
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** The client's own repeats know nothing of partitions: it must have given up before they are given back. */
    @Test
    @Guarantee("an instance joins while events or dead letters cannot be published")
    void whatTheBrokerDidNotTakeBeforeTheHandOverIsNotOfferedToItAfterwards() {
        try (World world = World.behindProxy(PARTITIONS, Map.of()).set("shutdown.drain-timeout", "5s")) {
            world.netServer.latency(Duration.ofMillis(200));
            KafkaProxy proxy = world.broker.proxy();
            Instance first = Authors.start(world, "First").awaitAssigned();
            Tail events = world.tail(world.info);
            world.set("kafka.bootstrap-servers", world.broker.bootstrapServers()); // the other one's way is free
            Instance second = Authors.start(world, "Second");
            new Feed(world, Seed.of("HandOverIT"), KEYS).during(100, () -> {
                first.awaitSaid("partitions revoked; partitions=[ids"); // from here on, five seconds
                proxy.drop(Set.of(ApiKeys.PRODUCE));
                second.awaitAssigned();
                second.await("it gets on", Timeouts.LONG, () -> Authors.events(events, "Second") > 10 * KEYS);
                proxy.release();
            });
            world.awaitNoLag();
            assertThat(Authors.late(world, "First")).isEmpty();
            RecordBalance.close(world);
            assertThat(first.stop()).isZero();
            assertThat(second.stop()).isZero();
        }
    }
}
