package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event looks like, to the byte. */
@TestInstance(Lifecycle.PER_CLASS)
class EventIT {
    private final World world = World.create();
    private final Tail events = world.tail(world.info);
    private final Service service = world.service();

    @AfterEach
    void theBooksAreClosed() {
        world.closeTheBooks(service);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "NIL_STRINGS, `\"(name|databaseSerialNumber|context|result|description|request|progressDescription)\":\"([^\"\\\\]|\\\\.)*\"`, `\"$1\":null`",
                "EMPTY_STRINGS, `\"(name|databaseSerialNumber|context|result|description|response|request|progressDescription)\":(null|\"([^\"\\\\]|\\\\.)*\")`, `\"$1\":\"\"`",
                "NEVER_STARTED,        `\"2021-03-25T22:18:03Z\"`, null",
                "NEVER_STARTED_1760,   `\"2021-03-25T22:18:03Z\"`, null",
                "STATE_AQUIRED,        `\"Started\"`, `\"Aquired\"`",
                "STATE_MANUAL_CLEANUP, `\"Started\"`, `\"SucceededManualCleanup\"`",
                "STATE_UNKNOWN_WORD,   `\"Started\"`, `\"Hibernating\"`",
                "EXTRA_ELEMENTS,       nothing of it, ``",
                "NIL_DICTIONARY_VALUE, `\"Delta\"`, `\"Delta\",\"Nothing\":null`",
                "BEYOND_SHORT,         `\"detailsTable\":5`, `\"detailsTable\":70000`",
            })
    void whatIsUnusualChangesItsOwnFieldsAndNoOther(Fault unusual, String pattern, String replacement) {
        world.netServer.fault(42, unusual);
        world.send(unusual.name(), "42");

        assertThat(Tail.text(event(unusual.name()).value()))
                .isEqualTo(Expected.TASK_42.replaceAll(pattern, replacement));
    }

    @Test
    void theKeyIsKept() {
        world.send("order-7", "{\"id\":43}");

        assertThat(Tail.header(event("order-7"), "ce_subject")).isEqualTo("43");
    }

    @Test
    void anEmptyKeyIsKeptToo() {
        world.send("", "44");

        assertThat(Tail.header(event(""), "ce_subject")).isEqualTo("44");
    }

    @Test
    void withoutAKeyTheTasksIdIsTheKey() {
        world.send(null, "{\"batchTaskId\":\"45\"}");

        assertThat(Tail.header(event("45"), "ce_subject")).isEqualTo("45");
    }

    @Test
    void aTaskThatIsNotThereIsAnEventOfItsOwnKind() {
        world.netServer.fault(7, Fault.NOT_FOUND);
        world.send("gone", "7");

        ConsumerRecord<byte[], byte[]> event = event("gone");

        assertThat(Tail.text(event.value())).isEqualTo("{\"id\":7}");
        assertThat(Tail.headers(event))
                .containsEntry("ce_type", "io.batchtask.notfound.v1")
                .containsEntry("ce_subject", "7")
                .containsEntry("ce_dataschema", "urn:batchtask-bridge:schema:batchtask-notfound-v1.json")
                .containsEntry("batchtask-attempts", "1");
    }

    private ConsumerRecord<byte[], byte[]> event(String key) {
        return events.awaitOne(event -> key.equals(Tail.text(event.key())));
    }
}
