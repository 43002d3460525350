package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.World;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A broker that goes away, topics that are not as they should be, and letters that are not taken. */
class ReplayFaultsIT {
    private static final int REFUSED = 1;

    @Test
    void aBrokerThatIsKilledAndComesBackCostsNoLetterAndRepeatsNone() {
        try (World world = World.withOwnBroker(3, Map.of());
                DeadLetterBox box = new DeadLetterBox(world)) {
            BitSet letters = box.fill(6_000);
            Replaying replay = Replaying.start(world, "--rate", "1000").awaitSent(800);
            world.broker.kill();
            world.broker.restart();
            replay.awaitSent(2_500);
            world.broker.stop();
            world.broker.restart();

            assertThat(replay.program().exit()).as(replay.program().text()).isZero();
            try (Returned returned = new Returned(world)) {
                returned.areExactly(letters);
            }
        }
    }

    /** In a transaction all that follow it fail with it. */
    @Test
    void aLetterTheTopicDoesNotTakeHoldsUpNoOther() throws Exception {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            BitSet letters = box.fill(700);
            box.put(0, "too large", "1" + " ".repeat(20_000), DeadLetterBox.failure(1));
            letters.or(box.fill(700));
            set(world, world.ids, "max.message.bytes", "10000");

            CommandRun run = Replaying.run(world);

            assertThat(run.exit()).as(run.text()).isEqualTo(1);
            assertThat(run.text()).contains("not-accepted");
            returned.areExactly(letters);

            set(world, world.ids, "max.message.bytes", "100000");
            CommandRun next = Replaying.run(world);
            assertThat(next.exit()).as(next.text()).isZero();
            assertThat(Returned.all(world, world.ids)).hasSize(1_401);
        }
    }

    private static void set(World world, String topic, String name, String value) throws Exception {
        world.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** What has been sent back would be forgotten, and sent again. */
    @Test
    void aReplayedTopicThatForgetsIsRefused() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world)) {
            String replayed = world.deadLetter + ".replayed";
            world.broker.createTopic(replayed, 1, Map.of("cleanup.policy", "compact,delete"));
            box.fill(10);

            CommandRun run = Replaying.run(world);

            assertThat(run.exit()).as(run.text()).isEqualTo(REFUSED);
            assertThat(run.text()).contains(replayed, "cleanup.policy");
            assertThat(world.end(world.ids)).isZero();
        }
    }

    @Test
    void aReplayedTopicWithARecordItDoesNotUnderstandIsRefused() throws Exception {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world);
                KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            String replayed = world.deadLetter + ".replayed";
            world.broker.createTopic(replayed, 1, Map.of("cleanup.policy", "compact"));
            producer.send(new ProducerRecord<>(
                            replayed, "of a later version".getBytes(), "{\"version\":99}".getBytes()))
                    .get();
            box.fill(10);

            CommandRun run = Replaying.run(world);

            assertThat(run.exit()).as(run.text()).isEqualTo(REFUSED);
            assertThat(run.text()).contains(replayed, "version");
            assertThat(world.end(world.ids)).isZero();
        }
    }

    /** The same offsets are other letters'. */
    @Test
    void lettersOfADeadLetterTopicMadeAnewAreNotMistakenForThoseBefore() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            BitSet old = box.fill(300);
            assertThat(Replaying.run(world).exit()).isZero();
            returned.areExactly(old);
            world.broker.deleteTopic(world.deadLetter);
            world.createTopics(world.partitions(), world.deadLetter);
            try (DeadLetterBox anew = new DeadLetterBox(world)) {
                BitSet letters = anew.fill(400);

                CommandRun run = Replaying.run(world);

                assertThat(run.exit()).as(run.text()).isZero();
                returned.areExactly(letters);
            }
        }
    }

    /** Nobody can read past it, so its end is the end. */
    @Test
    void aTransactionOfAnotherProgramThatHangsHoldsUpNothingBeforeIt() throws Exception {
        try (World world = World.create(1);
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world);
                KafkaProducer<byte[], byte[]> hanging = transactional(world)) {
            BitSet before = box.fill(50);
            hanging.beginTransaction();
            hanging.send(new ProducerRecord<>(world.deadLetter, new byte[0])).get();
            BitSet behind = box.fill(50);

            CommandRun run = Replaying.run(world);

            assertThat(run.exit()).as(run.text()).isZero();
            assertThat(run.text()).contains("transaction");
            returned.areExactly(before);
            hanging.abortTransaction();
            assertThat(Replaying.run(world).exit()).isZero();
            returned.areExactly(behind);
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(World world) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        world.broker.bootstrapServers(),
                        "transactional.id",
                        world.group + ".other"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** They are for the service's clients, and some would make a replay one of its members, or careless. */
    @Test
    void whatIsSetForTheServicesClientsDoesNotGetInItsWay() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            world.set("kafka.client.group.instance.id", "pod-0")
                    .set("kafka.client.group.protocol", "consumer")
                    .set("kafka.client.isolation.level", "read_uncommitted")
                    .set("kafka.client.max.poll.records", "7")
                    .set("kafka.client.compression.type", "zstd")
                    .set("kafka.client.client.id", "pod-0")
                    .unset("kafka.client.session.timeout.ms")
                    .unset("kafka.client.heartbeat.interval.ms");
            BitSet letters = box.fill(300);

            CommandRun run = Replaying.run(world);
            CommandRun next = Replaying.run(world);

            assertThat(run.exit()).as(run.text()).isZero();
            assertThat(next.exit()).as(next.text()).isZero();
            returned.areExactly(letters);
        }
    }

    @Test
    void topicsThatAreNotThereAreNamed() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world)) {
            box.fill(10);
            refusedNaming(world, "not-there", "--to", "not-there");
            world.set("topics.ids", "no-ids");
            refusedNaming(world, "no-ids", "--to", "no-ids");
            world.set("topics.ids", world.ids).set("topics.dead-letter", "no-letters");
            refusedNaming(world, "no-letters");
        }
    }

    private static void refusedNaming(World world, String topic, String... options) {
        CommandRun run = Replaying.run(world, options);
        assertThat(run.exit()).as(run.text()).isEqualTo(REFUSED);
        assertThat(String.join("\n", run.errors())).contains(topic);
    }
}
