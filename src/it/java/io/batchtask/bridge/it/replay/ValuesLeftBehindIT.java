package io.batchtask.bridge.it.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Letters too large for their topic, which stand for a record of the ids topic. */
class ValuesLeftBehindIT {
    private static final Header TRACE = new RecordHeader("trace", "t-1".getBytes(UTF_8));

    private final World world = World.create(1);
    private final DeadLetterBox box = new DeadLetterBox(world);

    @AfterEach
    void close() {
        box.close();
        world.close();
    }

    /** Key and headers, too: the bridge leaves a long key behind, and all headers. */
    @Test
    void whatTheBridgeLeftBehindIsFetched() {
        world.broker.deleteTopic(world.deadLetter);
        world.broker.createTopic(world.deadLetter, 1, Map.of("max.message.bytes", "3000"));
        byte[] longKey = "k".repeat(2_000).getBytes(UTF_8);
        byte[] value = "no task ".repeat(1_000).getBytes(UTF_8);
        Service service = world.service();
        world.send(longKey, value, TRACE);
        world.awaitNoLag(); // each by itself: together they are a batch that its topic does not accept
        world.send(null, new byte[0], new RecordHeader("large", new byte[4_000]));
        world.awaitNoLag();
        world.send("small".getBytes(UTF_8), "none".getBytes(UTF_8), TRACE);
        world.closeTheBooks(service);
        service.close();
        assertThat(Tail.all(world, world.deadLetter)).hasSize(3);

        CommandRun run = Replaying.run(world);

        assertThat(run.exit()).as(run.text()).isZero();
        List<ConsumerRecord<byte[], byte[]>> ids = Returned.all(world, world.ids);
        assertThat(ids).hasSize(6);
        for (int i = 0; i < 3; i++) {
            assertThat(ids.get(3 + i).key()).isEqualTo(ids.get(i).key());
            assertThat(ids.get(3 + i).value()).isEqualTo(ids.get(i).value());
            assertThat(Tail.headers(ids.get(3 + i))).containsAllEntriesOf(Tail.headers(ids.get(i)));
            assertThat(Tail.headers(ids.get(3 + i)))
                    .containsEntry("x-dlq-replays", "1")
                    .doesNotContainKeys("x-dlq-value-left-behind", "x-dlq-class");
        }
    }

    /** Deleted, or the topic has been made anew: another record is where it was. */
    @Test
    void whatIsGoneIsCountedAndTheOthersGo() throws Exception {
        RecordMetadata deleted = sent("deleted");
        RecordMetadata there = sent("there");
        bare(deleted.offset(), deleted.timestamp(), "deleted");
        bare(there.offset(), there.timestamp() - 1, "there");
        bare(there.offset(), there.timestamp(), "the length of another");
        bare(there.offset() + 1_000, there.timestamp(), "there");
        bare(there.offset(), there.timestamp(), "there");
        box.flush();
        world.admin
                .deleteRecords(
                        Map.of(new TopicPartition(world.ids, 0), RecordsToDelete.beforeOffset(deleted.offset() + 1)))
                .all()
                .get();

        CommandRun run = Replaying.run(world);

        assertThat(run.text()).containsPattern("value-gone\\D+4|4\\D+value-gone");
        assertThat(Returned.all(world, world.ids))
                .extracting(record -> Tail.text(record.value()))
                .containsExactly("there", "there");
    }

    private RecordMetadata sent(String value) throws Exception {
        return (RecordMetadata) world.send(null, value).get();
    }

    private void bare(long offset, long timestamp, String value) {
        ConsumedRecord source =
                new ConsumedRecord(new Origin(world.ids, 0, offset), timestamp, null, value.getBytes(UTF_8), List.of());
        box.put(0, box.letter(source, DeadLetterBox.failure(0)).asBare());
    }
}
