package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.kafka.KafkaProxy;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.World;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However often it is run, killed, or run with other filters, a letter goes back once. */
class ReplayKillsIT {
    private static final int KILLS = 4;

    private World world;
    private DeadLetterBox box;
    private Returned returned;

    private void in(World world) {
        this.world = world;
        box = new DeadLetterBox(world);
        returned = new Returned(world);
    }

    @AfterEach
    void close() {
        returned.close();
        box.close();
        world.close();
    }

    @Test
    @Guarantee("`replay` is killed (SIGKILL), run again, run twice at once")
    void killedAgainAndAgainItSendsEachLetterOnceAndInOrder() {
        in(World.create());
        BitSet letters = box.fill(10_000);
        Random random = new Random(Seed.of("replay"));
        for (int kill = 0; kill < KILLS; kill++) {
            Replaying.start(world, "--rate", "2000")
                    .awaitSent(1 + random.nextInt(1_500))
                    .jvm()
                    .kill();
        }
        CommandRun last = Replaying.run(world);

        assertThat(last.exit()).as(last.text()).isZero();
        returned.areExactly(letters);
    }

    @Test
    void otherFiltersAndFurtherRunsSendTheRest() {
        in(World.create());
        BitSet letters = box.fill(2_000);

        sends(some(letters, "refused"), "--class", "refused");
        sends(some(letters, "poison"), "--class", "refused,poison");
        sends(some(letters, "contract"));
        sends(new BitSet());
        sends(letters, "--again");
        sends(new BitSet());
    }

    private static BitSet some(BitSet letters, String failureClass) {
        return only(letters, task -> DeadLetterBox.failure(task).className().equals(failureClass));
    }

    private static BitSet only(BitSet letters, IntPredicate wanted) {
        return letters.stream().filter(wanted).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private void sends(BitSet letters, String... options) {
        CommandRun run = Replaying.run(world, options);
        assertThat(run.exit()).as(run.text()).isZero();
        returned.areExactly(letters);
    }

    @Test
    void aLimitLeavesTheOthersToTheNextRun() {
        in(World.create());
        BitSet letters = box.fill(500);

        assertThat(Replaying.run(world, "--max", "120").exit()).isZero();
        BitSet first = returned.since();
        assertThat(first.cardinality()).isEqualTo(120);

        sends(only(letters, task -> !first.get(task)));
    }

    @Test
    void aDryRunSendsNothingAndLeavesNoTrace() throws Exception {
        in(World.create());
        BitSet letters = box.fill(1_500);

        CommandRun dry = CommandRun.of(world, "replay", "--dry-run");

        assertThat(dry.exit()).as(dry.text()).isZero();
        assertThat(dry.text()).contains("SoSentryException", "http-500", "not-xml", "500");
        assertThat(world.end(world.ids)).isZero();
        assertThat(world.admin.listTopics().names().get()).doesNotContain(world.deadLetter + ".replayed");
        sends(letters);
    }

    @Test
    void lettersThatArriveMeanwhileAreForTheNextRun() {
        in(World.create());
        BitSet letters = box.fill(2_000);
        Replaying run = Replaying.start(world, "--rate", "1000").awaitSent(300);
        BitSet late = box.fill(50);

        assertThat(run.program().exit()).isZero();
        returned.areExactly(letters);
        sends(late);
    }

    /** As a broker does it in its own time: of the records of one key only the last one stays. */
    @Test
    void whatHasBeenSentIsKnownAfterItsTopicWasCompacted() throws Exception {
        in(World.create());
        BitSet letters = box.fill(1_000);
        for (int run = 1; run <= 4; run++) {
            assertThat(Replaying.run(world, "--max", "250").exit()).isZero();
        }
        returned.areExactly(letters);
        assertThat(Replaying.run(world, "--again", "--max", "100").exit()).isZero();
        assertThat(returned.since().cardinality()).isEqualTo(100);
        String replayed = world.deadLetter + ".replayed";
        Map<ByteBuffer, byte[]> compacted = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : Returned.all(world, replayed)) {
            compacted.put(ByteBuffer.wrap(record.key()), record.value());
        }
        world.broker.deleteTopic(replayed);
        world.broker.createTopic(replayed, 1, Map.of("cleanup.policy", "compact"));
        try (KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            for (Map.Entry<ByteBuffer, byte[]> record : compacted.entrySet()) {
                producer.send(new ProducerRecord<>(replayed, record.getKey().array(), record.getValue()))
                        .get();
            }
        }

        sends(new BitSet());
    }

    @Test
    void lettersThatAreDeletedMeanwhileAreNotMissed() throws Exception {
        in(World.create(1));
        box.fill(100);
        assertThat(Replaying.run(world, "--max", "30").exit()).isZero();
        BitSet sent = returned.since();
        world.admin
                .deleteRecords(Map.of(new TopicPartition(world.deadLetter, 0), RecordsToDelete.beforeOffset(50)))
                .all()
                .get();

        sends(rangeOf(51, 100));
        BitSet late = box.fill(20);
        sends(late);
        assertThat(sent).isEqualTo(rangeOf(1, 30));
    }

    private static BitSet rangeOf(int first, int last) {
        BitSet tasks = new BitSet();
        tasks.set(first, last + 1);
        return tasks;
    }

    /** What was sent is in the topic, but not committed: a reader that sees everything would see it twice. */
    @Test
    void killedBeforeTheBrokerHeardOfTheCommitItSendsThemAgain() {
        in(World.behindProxy(3, Map.of()));
        BitSet letters = box.fill(900);
        KafkaProxy proxy = world.broker.proxy();
        proxy.drop(Set.of(ApiKeys.END_TXN));
        killed(() -> proxy.dropped(ApiKeys.END_TXN) > 0);
        proxy.release();
        long written = world.end(world.ids);

        sends(letters);
        assertThat(written).isPositive();
        assertThat(world.end(world.ids)).as("written, seen or not").isGreaterThan(written + 900);
    }

    /** The process dies without an answer, and the commit arrives all the same. */
    @Test
    void killedBeforeItHeardOfTheCommitItDoesNotSendThemAgain() {
        in(World.behindProxy(3, Map.of()));
        BitSet letters = box.fill(900);
        KafkaProxy proxy = world.broker.proxy();
        proxy.hold(Set.of(ApiKeys.END_TXN));
        killed(() -> proxy.held(ApiKeys.END_TXN) > 0);
        proxy.release();
        BitSet committed = returned.since();

        assertThat(committed.isEmpty()).isFalse();
        sends(only(letters, task -> !committed.get(task)));
    }

    private void killed(Callable<Boolean> committing) {
        Replaying replay = Replaying.start(world);
        Awaitility.await("a commit").until(committing);
        replay.jvm().kill();
    }
}
