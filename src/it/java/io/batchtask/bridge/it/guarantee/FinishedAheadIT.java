package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A process dies while one of its calls has been taking its time, and hundreds of later ones are long finished. */
class FinishedAheadIT {
    private static final int STUCK = 1;
    private static final int ALL = 500;

    @Test
    @Guarantee("the process is killed while one request is stuck and hundreds behind it are finished")
    void whatIsFinishedBehindAStuckRecordIsNotRepeatedAfterACrash() {
        try (World world = World.create(1)) {
            world.set("kafka.client.session.timeout.ms", 9_000);
            world.netServer.fault(STUCK, Fault.HANG);
            for (int id = STUCK; id <= ALL; id++) {
                world.send(null, String.valueOf(id));
            }
            Tail events = world.tail(world.info);
            Instance first = Instance.start(world);
            events.await(ALL - 1);
            Awaitility.await().untilAsserted(() -> assertThat(metadata(world))
                    .matches("finished-ahead/2 .*from=0 .* runs=1-499"));
            assertThat(world.lag()).isEqualTo(ALL);

            first.kill();
            world.netServer.fault(STUCK, null);
            Instance second = Instance.start(world);

            events.await(ALL);
            world.awaitNoLag();
            assertThat(second.said("finished-ahead=499")).isEqualTo(1);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.repeats()).as("repeats").isZero();
            assertThat(metadata(world)).as("when all is finished").doesNotContain("runs", "bits");
            assertThat(second.stop()).isZero();
            assertThat(second.said("stopped; received=1 published=1 ")).isEqualTo(1);
        }
    }

    /** A busy key's requests wait for its first one, and between them thousands of others are finished. */
    @Test
    @Guarantee(
            "an instance is stopped while one request is stuck and twenty thousand behind it are finished, with a thousand gaps")
    void noneOfTwentyThousandIsRepeatedHoweverManyGapsThereAre() {
        int all = 20_500;
        int every = 20;
        try (World world = World.create(1)) {
            world.set("intake.max-in-flight", 1_200).set("shutdown.drain-timeout", "8s");
            world.set("netserver.response-timeout", "10m"); // or that it does not answer would be an outage
            world.netServer.fault(STUCK, Fault.HANG);
            for (int i = 0; i < all; i++) {
                boolean busy = i % every == 0;
                world.send(
                        busy ? "busy" : null, busy ? String.valueOf(STUCK) : "no number"); // a letter is soon written
            }
            world.flush();
            Tail letters = world.tail(world.deadLetter);
            Instance first = Instance.start(world);
            first.await("letters", Timeouts.LONG, () -> letters.size() == all - all / every);
            assertThat(first.stop()).isZero();
            assertThat(world.lag()).isEqualTo(all);

            world.netServer.fault(STUCK, null);
            Instance second = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(all / every);
            assertThat(books.repeats()).as("repeats").isZero();
            assertThat(second.stop()).isZero();
        }
    }

    /** Kafka would refuse each commit, and the group would never get on. */
    @Test
    @Guarantee("the process is killed while one request is stuck and hundreds behind it are finished")
    void aBrokerThatTakesNoMetadataIsCommittedToWithout() {
        try (World world = World.withOwnBroker(1, Map.of("offset.metadata.max.bytes", "10"))) {
            world.netServer.fault(STUCK + 10, Fault.HANG);
            for (int id = STUCK; id <= ALL; id++) {
                world.send(null, String.valueOf(id));
            }
            Tail events = world.tail(world.info);
            Instance instance = Instance.start(world);
            events.await(ALL - 1);

            Awaitility.await().untilAsserted(() -> assertThat(world.lag()).isEqualTo(ALL - 10));
            assertThat(metadata(world)).isEmpty();
            assertThat(instance.said("committing failed")).isEqualTo(1);
            instance.kill();
        }
    }

    private static String metadata(World world) {
        try {
            Map<?, OffsetAndMetadata> commits = world.admin
                    .listConsumerGroupOffsets(world.group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return commits.values().iterator().next().metadata();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
