package io.batchtask.bridge.it.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Letters of every kind: what is sent back of them, and which are left. */
class ForeignLettersIT {
    private static final byte[] BINARY = {0, (byte) 0xff, (byte) 0xc3, 10, 'x', (byte) 0x80};
    private static final Failure REFUSED = DeadLetterBox.failure(0);

    private final World world = World.create();
    private final DeadLetterBox box = new DeadLetterBox(world, Set.of(DeadLetterFamily.values()));

    @AfterEach
    void close() {
        box.close();
        world.close();
    }

    private void put(String topic, byte[] key, byte[] value, Header... headers) {
        box.put(
                0,
                box.letter(new ConsumedRecord(new Origin(topic, 0, 7), 1_000, key, value, List.of(headers)), REFUSED));
        box.flush();
    }

    private static Header[] headers(ConsumerRecord<?, ?> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> new Header(header.key(), header.value()))
                .toArray(Header[]::new);
    }

    @Test
    void theRequestIsWhatItWasAndSaysWhoSentItBackWhenAndHowOften() {
        Header[] own = {
            Header.text("b", "1"),
            Header.text("a", "2"),
            new Header("b", BINARY),
            new Header("none", null),
            Header.text("b", "1")
        };
        put(world.ids, BINARY, BINARY, own);
        put(world.ids, null, null);
        Instant before = Instant.now();

        CommandRun run = Replaying.run(world);

        assertThat(run.exit()).as(run.text()).isZero();
        List<ConsumerRecord<byte[], byte[]>> back = Returned.all(world, world.ids);
        assertThat(back).hasSize(2);
        ConsumerRecord<byte[], byte[]> full =
                back.stream().filter(record -> record.key() != null).findFirst().orElseThrow();
        ConsumerRecord<byte[], byte[]> empty =
                back.stream().filter(record -> record.key() == null).findFirst().orElseThrow();
        assertThat(full.key()).isEqualTo(BINARY);
        assertThat(full.value()).isEqualTo(BINARY);
        assertThat(headers(full)).usingRecursiveFieldByFieldElementComparator().startsWith(own);
        assertThat(empty.value()).isNull();
        for (ConsumerRecord<byte[], byte[]> one : back) {
            assertThat(Tail.headers(one).keySet())
                    .as("of the headers of a letter only those remain")
                    .filteredOn(name -> name.contains("dlq") || name.contains("dlt") || name.contains("errors"))
                    .containsExactly("x-dlq-replayed-at", "x-dlq-replayed-by", "x-dlq-replays");
            assertThat(Tail.header(one, "x-dlq-replays")).isEqualTo("1");
            assertThat(Tail.header(one, "x-dlq-replayed-by")).matches("\\S+@\\S+");
            assertThat(Tail.header(one, "x-dlq-replayed-at"))
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(Instant.parse(Tail.header(one, "x-dlq-replayed-at")))
                    .isBetween(before.minus(Duration.ofMillis(1)), Instant.now());
            assertThat(Instant.ofEpochMilli(one.timestamp())).isAfterOrEqualTo(before.minus(Duration.ofMillis(1)));
        }
    }

    @Test
    void howOftenIsCountedOnAndForeignTextCountsForNothing() {
        letterWithReplays("2");
        letterWithReplays("often");
        letterWithReplays("-1");

        assertThat(Replaying.run(world).exit()).isZero();

        assertThat(Returned.all(world, world.ids))
                .extracting(record -> Tail.header(record, "x-dlq-replays"))
                .containsExactly("3", "1", "1");
    }

    private void letterWithReplays(String times) {
        box.put(
                0,
                null,
                "1".getBytes(UTF_8),
                List.of(Header.text("x-dlq-source-topic", world.ids), Header.text("x-dlq-replays", times)));
        box.flush();
    }

    @Test
    void lettersOfAnotherTopicAreNamedAndLeftUnlessOneSaysWhereToPutThem() {
        put("elsewhere", null, "1".getBytes(UTF_8));
        put(world.ids, null, "2".getBytes(UTF_8));

        CommandRun run = Replaying.run(world);

        assertThat(run.exit()).as(run.text()).isEqualTo(1);
        assertThat(run.text()).contains("other-topic", "elsewhere");
        assertThat(Returned.all(world, world.ids))
                .extracting(record -> Tail.text(record.value()))
                .containsExactly("2");

        CommandRun told = Replaying.run(world, "--to", world.ids);
        assertThat(told.exit()).as(told.text()).isZero();
        assertThat(Returned.all(world, world.ids))
                .extracting(record -> Tail.text(record.value()))
                .containsExactlyInAnyOrder("2", "1");
    }

    @Test
    void lettersGoToAnotherTopicWhenToldAndNotToOneOfTheBridges() {
        String other = world.ids + ".other";
        world.createTopics(1, other);
        put(world.ids, null, "1".getBytes(UTF_8));

        for (String own : List.of(world.deadLetter, world.info, world.deadLetter + ".replayed")) {
            CommandRun refused = Replaying.run(world, "--to", own);
            assertThat(refused.exit()).as(refused.text()).isNotZero();
            assertThat(refused.text()).contains(own);
        }
        assertThat(Replaying.run(world, "--to", other).exit()).isZero();

        assertThat(Returned.all(world, other)).hasSize(1);
        assertThat(Tail.all(world, world.deadLetter)).hasSize(1);
        assertThat(world.end(world.ids) + world.end(world.info)).isZero();
    }

    @Test
    void lettersOtherToolsHaveWrittenAreCountedAndLeft() {
        byte[] value = "1".getBytes(UTF_8);
        box.put(0, null, value, List.of(Header.text("__connect.errors.topic", world.ids)));
        box.put(1, null, value, List.of(Header.text("kafka_dlt-original-topic", world.ids)));
        box.put(2, null, value, List.of());
        box.put(2, null, null, List.of());
        put(world.ids, null, "2".getBytes(UTF_8));

        CommandRun run = Replaying.run(world);

        assertThat(run.exit()).as(run.text()).isZero();
        assertThat(run.text()).containsPattern("foreign\\D+4|4\\D+foreign");
        assertThat(Returned.all(world, world.ids))
                .extracting(record -> Tail.text(record.value()))
                .containsExactly("2");
    }
}
