package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.kafka.ToolClients;
import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.LetterFilter;
import io.batchtask.bridge.replay.Outcome;
import io.batchtask.bridge.replay.Replay;
import io.batchtask.bridge.replay.ReplayListener;
import io.batchtask.bridge.replay.ReplayOptions;
import io.batchtask.bridge.replay.ReplayRefused;
import io.batchtask.bridge.replay.ReplaySettings;
import io.batchtask.bridge.replay.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What other replays, of this dead-letter topic or of others, and other topics under its name, do to a replay. */
class OtherReplaysIT {
    private static final ReplayOptions ALL =
            new ReplayOptions(LetterFilter.ALL, Long.MAX_VALUE, 0, 0, 3, false, false, Optional.empty(), "me@here");

    private final World world = World.create();
    private final String replayed = world.deadLetter + ".replayed";
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    /** Does something before the first, and after each transaction. */
    private ReplayListener listening(Runnable first, Runnable then) {
        return new ReplayListener() {
            @Override
            public void note(String line) {
                notes.add(line);
            }

            @Override
            public void counting(long read, long of) {}

            @Override
            public boolean mayBegin(Tally found) {
                first.run();
                return true;
            }

            @Override
            public void sending(long sent, long of) {
                then.run();
            }
        };
    }

    private Outcome run(String deadLetters, String group, ReplayListener listener)
            throws ReplayRefused, InterruptedException {
        return new Replay(
                        new ToolClients(world.broker.bootstrapServers(), Map::of),
                        new ReplaySettings(world.ids, deadLetters, replayed, group, OptionalInt.empty()),
                        ALL,
                        listener,
                        Clock.systemUTC())
                .run();
    }

    private Outcome run() throws ReplayRefused, InterruptedException {
        return run(world.deadLetter, world.group, listening(() -> {}, () -> {}));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void letters(String deadLetters, int count) {
        try (KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            for (int id = 0; id < count; id++) {
                ProducerRecord<byte[], byte[]> letter =
                        new ProducerRecord<>(deadLetters, bytes("key"), bytes(String.valueOf(id)));
                letter.headers().add("x-dlq-source-topic", bytes(world.ids));
                producer.send(letter);
            }
        }
    }

    /** Once the broker has written the end of each transaction. */
    private void awaitSentBack(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(Tail.all(world, world.ids))
                .extracting(record -> Tail.text(record.value()))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(String::valueOf).toList()));
    }

    @Test
    void severalDeadLetterTopicsMayShareTheTopicOfWhatWasSentBack() throws Exception {
        String others = world.deadLetter + "-others";
        world.createTopics(1, others);
        letters(world.deadLetter, 20);
        letters(others, 30);
        for (String deadLetters : List.of(world.deadLetter, others)) {
            assertThat(run(deadLetters, "of-" + deadLetters, listening(() -> {}, () -> {}))
                            .tally()
                            .count(Fate.SENT))
                    .isPositive();
        }
        Outcome again = run();
        assertThat(again.tally().count(Fate.SENT)).isZero();
        assertThat(again.tally().count(Fate.ALREADY_SENT)).isEqualTo(20);
        letters(world.deadLetter, 1);
        run(); // takes out what is of no use
        assertThat(run(others, "of-" + others, listening(() -> {}, () -> {}))
                        .tally()
                        .count(Fate.ALREADY_SENT))
                .isEqualTo(30);
    }

    @Test
    void whatAnotherIsStillWritingDownIsWaitedFor() throws Exception {
        letters(world.deadLetter, 20);
        run();
        String written = Tail.text(Tail.all(world, replayed).get(0).value()).replace("[[0,20]]", "[[20,30]]");
        letters(world.deadLetter, 10);
        try (KafkaProducer<byte[], byte[]> another = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "transactional.id", "another.replay"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            another.initTransactions();
            another.beginTransaction();
            another.send(new ProducerRecord<>(replayed, bytes("another/0"), bytes(written)))
                    .get();
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return run();
                } catch (ReplayRefused | InterruptedException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            Awaitility.await().untilAsserted(() -> assertThat(notes).anySatisfy(note -> assertThat(note)
                    .contains("a transaction of another program is open in topic " + replayed)));
            another.commitTransaction();
            Tally tally = running.get(20, TimeUnit.SECONDS).tally();
            assertThat(tally.count(Fate.ALREADY_SENT)).isEqualTo(30);
            assertThat(tally.count(Fate.SENT)).isZero();
        }
    }

    @Test
    void oneThatStoodStillSendsNothingThatAReplayOfAnotherGroupHasSent() throws Exception {
        letters(world.deadLetter, 3_000);
        Program frozen = world.program("replay", "--yes", "--rate", "200");
        Awaitility.await().until(() -> !Tail.all(world, world.ids).isEmpty()); // between two transactions, most likely
        frozen.process().freeze();
        run(world.deadLetter, "another", listening(() -> {}, () -> {}));
        frozen.process().thaw();
        assertThat(frozen.exit()).as(frozen.text()).isEqualTo(1);
        assertThat(frozen.text())
                .contains("a later replay has taken over", "sent back to " + world.ids)
                .contains("the same command goes on from here");
        awaitSentBack(3_000);
    }

    @Test
    void oneThatLosesItsPlaceToNobodyGoesOn() throws Exception {
        letters(world.deadLetter, 2_500);
        AtomicBoolean first = new AtomicBoolean(true);
        Outcome outcome = run(world.deadLetter, world.group, listening(() -> {}, () -> {
            if (first.getAndSet(false)) {
                putOut();
                LockSupport.parkNanos(Duration.ofMillis(1_200).toNanos()); // so that it asks for its place again
            }
        }));
        assertThat(outcome.end()).isEqualTo(Outcome.End.DONE);
        awaitSentBack(2_500);
    }

    private void putOut() {
        world.admin
                .removeMembersFromConsumerGroup(
                        world.deadLetter + ".replay", new RemoveMembersFromConsumerGroupOptions())
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aTopicThatIsMadeAnewMeanwhileIsNotMistakenForTheOneThatWasCounted() {
        letters(world.deadLetter, 20);
        Runnable anew = () -> {
            world.broker.deleteTopic(world.deadLetter);
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> {
                        world.createTopics(1, world.deadLetter);
                        return true;
                    });
            letters(world.deadLetter, 40);
        };
        assertThatThrownBy(() -> run(world.deadLetter, world.group, listening(anew, () -> {})))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining(world.deadLetter + " was made anew meanwhile; run it again");
        awaitSentBack(0);
    }
}
