package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.kafka.ToolClients;
import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.LetterFilter;
import io.batchtask.bridge.replay.Outcome;
import io.batchtask.bridge.replay.Replay;
import io.batchtask.bridge.replay.ReplayListener;
import io.batchtask.bridge.replay.ReplayOptions;
import io.batchtask.bridge.replay.ReplaySettings;
import io.batchtask.bridge.replay.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The replay itself, without its command. */
class ReplaySmokeIT {
    private static final ReplayOptions ALL = options(LetterFilter.ALL, Long.MAX_VALUE, false, false);

    private final World world = World.create();

    @AfterEach
    void close() {
        world.close();
    }

    private static ReplayOptions options(LetterFilter filter, long max, boolean again, boolean dryRun) {
        return new ReplayOptions(filter, max, 0, 0, 3, again, dryRun, Optional.empty(), "me@here");
    }

    /** Says yes, and breaks off where it is told to. */
    private static class Listening implements ReplayListener {
        final List<String> notes = new CopyOnWriteArrayList<>();

        @Override
        public void note(String line) {
            notes.add(line);
        }

        @Override
        public void counting(long read, long of) {}

        @Override
        public boolean mayBegin(Tally found) {
            return true;
        }

        @Override
        public void sending(long sent, long of) {}
    }

    private ReplaySettings settings() {
        return new ReplaySettings(
                world.ids, world.deadLetter, world.deadLetter + ".replayed", world.group, OptionalInt.empty());
    }

    private Replay replay(ReplayOptions options, ReplayListener listener) {
        ToolClients clients = new ToolClients(world.broker.bootstrapServers(), Map::of);
        return new Replay(clients, settings(), options, listener, Clock.systemUTC());
    }

    private Outcome run(ReplayOptions options) throws Exception {
        return replay(options, new Listening()).run();
    }

    private void letters(int count) {
        letters(IntStream.range(0, count).boxed().toList(), 10);
    }

    private void letters(List<Integer> ids, int valueBytes) {
        try (KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            for (int id : ids) {
                ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                        world.deadLetter, bytes("key-" + id % 100), bytes(String.format("%" + valueBytes + "d", id)));
                Map.of(
                                "x-dlq-class",
                                id % 2 == 0 ? "refused" : "poison",
                                "x-dlq-code",
                                "E" + id % 3,
                                "x-dlq-failed-at",
                                Instant.EPOCH.plusSeconds(id).toString(),
                                "x-dlq-source-topic",
                                world.ids,
                                "x-dlq-source-partition",
                                "0",
                                "x-dlq-source-offset",
                                String.valueOf(id),
                                "x-dlq-source-timestamp",
                                "0",
                                "x-dlq-replays",
                                "0",
                                "mine",
                                "stays")
                        .forEach((name, value) -> letter.headers().add(name, bytes(value)));
                producer.send(letter);
            }
            producer.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> returned() {
        return Tail.all(world, world.ids).stream()
                .map(ConsumerRecord::value)
                .map(Tail::text)
                .map(String::strip)
                .toList();
    }

    @Test
    void eachLetterIsSentOnceOverRunsThatBreakOff() throws Exception {
        letters(10_000);
        for (int stop = 2_000; stop <= 6_000; stop += 2_000) {
            assertThatThrownBy(() -> replay(ALL, new Listening() {
                                @Override
                                public void sending(long sent, long of) {
                                    if (sent >= 2_000) {
                                        throw new IllegalStateException("broken off");
                                    }
                                }
                            })
                            .run())
                    .hasMessage("broken off");
        }
        Outcome last = run(ALL);
        assertThat(last.end()).isEqualTo(Outcome.End.DONE);
        assertThat(last.tally().count(Fate.ALREADY_SENT)).isEqualTo(6_000);
        assertThat(last.tally().count(Fate.SENT)).isEqualTo(4_000);
        assertThat(returned())
                .hasSize(10_000)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10_000).mapToObj(String::valueOf).toList());
        assertThat(run(ALL).tally().count(Fate.SENT)).isZero();
    }

    @Test
    void whatIsSentIsTheOriginal() throws Exception {
        letters(1);
        run(ALL);
        ConsumerRecord<byte[], byte[]> back = Tail.all(world, world.ids).get(0);
        assertThat(Tail.text(back.key())).isEqualTo("key-0");
        assertThat(Tail.headers(back))
                .containsEntry("mine", "stays")
                .containsEntry("x-dlq-replays", "1")
                .containsEntry("x-dlq-replayed-by", "me@here")
                .hasSize(4);
    }

    @Test
    void aDryRunCountsAndLeavesNothingBehind() throws Exception {
        letters(100);
        Outcome dry = run(options(LetterFilter.ALL, 30, false, true));
        assertThat(dry.end()).isEqualTo(Outcome.End.DECLINED);
        assertThat(dry.tally().count(Fate.SENT)).isEqualTo(30);
        assertThat(dry.tally().count(Fate.BEYOND_MAX)).isEqualTo(70);
        assertThat(world.admin.listTopics().names().get()).doesNotContain(world.deadLetter + ".replayed");
        assertThat(returned()).isEmpty();
    }

    @Test
    void filtersOneAfterTheOtherSendEachOnce() throws Exception {
        letters(300);
        LetterFilter refused =
                new LetterFilter(Set.of("refused"), Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());
        LetterFilter keys =
                new LetterFilter(Set.of(), Set.of(), Set.of(2, 3), Set.of(), Optional.empty(), Optional.empty());
        assertThat(run(options(refused, Long.MAX_VALUE, false, false)).tally().count(Fate.SENT))
                .isEqualTo(150);
        assertThat(run(options(keys, Long.MAX_VALUE, false, false)).tally().count(Fate.SENT))
                .isEqualTo(1);
        assertThat(run(ALL).tally().count(Fate.SENT)).isEqualTo(149);
        assertThat(returned()).hasSize(300).doesNotHaveDuplicates();
        assertThat(run(options(keys, Long.MAX_VALUE, true, false)).tally().count(Fate.SENT))
                .isEqualTo(2);
    }

    @Test
    void aLetterThatIsTooLargeDoesNotStopTheOthers() throws Exception {
        world.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, world.ids),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "20000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        letters(IntStream.range(0, 500).boxed().toList(), 10);
        letters(List.of(500), 50_000);
        letters(IntStream.range(501, 1_000).boxed().toList(), 10);
        Outcome outcome = run(ALL);
        assertThat(outcome.tally().count(Fate.NOT_ACCEPTED)).isEqualTo(1);
        assertThat(outcome.tally().count(Fate.SENT)).isEqualTo(999);
        assertThat(new ArrayList<>(returned()))
                .hasSize(999)
                .doesNotHaveDuplicates()
                .doesNotContain("500");
    }
}
