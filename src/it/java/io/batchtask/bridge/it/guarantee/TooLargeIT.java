package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Records that Kafka does not accept. */
class TooLargeIT {
    private static final int PARTITIONS = 3;
    private static final Header LARGE = new RecordHeader("large", new byte[4_000]);

    @Test
    @Guarantee("an event is larger than its topic accepts")
    void anEventTooLargeForItsTopicBecomesADeadLetter() {
        try (World world = World.create(PARTITIONS)) {
            recreate(world, world.info, 3_000);
            world.send(bytes("small"), bytes("1"));
            world.send(bytes("large"), bytes("2"), LARGE);
            world.send(bytes("large"), bytes("3"));
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(2);
            ConsumerRecord<byte[], byte[]> letter = onlyDeadLetter(world);
            assertThat(Tail.header(letter, "x-dlq-class")).isEqualTo("too-large");
            assertThat(Tail.text(letter.value())).as("the request").isEqualTo("2");
            assertThat(letter.headers().lastHeader("large").value()).hasSize(4_000);
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee("a dead letter is larger than its topic accepts")
    void aDeadLetterTooLargeForItsTopicLeavesItsValueBehind() {
        try (World world = World.create(PARTITIONS)) {
            recreate(world, world.deadLetter, 3_000);
            world.send(bytes("long"), new byte[5_000]);
            world.send(bytes("long"), bytes("1"));
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(1);
            ConsumerRecord<byte[], byte[]> letter = onlyDeadLetter(world);
            assertThat(Tail.header(letter, "x-dlq-class")).isEqualTo("malformed");
            assertThat(Tail.header(letter, "x-dlq-value-left-behind")).isEqualTo("5000");
            assertThat(letter.value()).isNull();
            assertThat(Tail.text(letter.key())).isEqualTo("long");
            assertThat(instance.stop()).isZero();
        }
    }

    private static ConsumerRecord<byte[], byte[]> onlyDeadLetter(World world) {
        assertThat(Tail.all(world, world.deadLetter)).hasSize(1);
        return Tail.all(world, world.deadLetter).get(0);
    }

    private static void recreate(World world, String topic, int largest) {
        world.broker.deleteTopic(topic);
        world.broker.createTopic(topic, PARTITIONS, Map.of("max.message.bytes", String.valueOf(largest)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
