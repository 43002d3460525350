package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.world.Input.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Input;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read as a request, and what is handed back untouched because it cannot be. */
@TestInstance(Lifecycle.PER_CLASS)
class InputIT {
    private static final int LARGEST = 64 * 1024;
    private static final Header ENVELOPE = header("content-type", "application/cloudevents+json; charset=utf-8");
    private static final Header CE_1 = header("ce_specversion", "1.0");

    private final List<Input> requests = List.of(
            Input.of("decimal text", "42", "42"),
            Input.of("white space around it", " \t42\r\n", "42"),
            Input.of("the smallest id", "1", "1"),
            Input.of("the largest id", "2147483647", "2147483647"),
            Input.of("an object", "{\"id\":42}", "42"),
            Input.of("an object with taskId", "{\"taskId\":42}", "42"),
            Input.of("an object with batchTaskId as text", "{ \"batchTaskId\" : \"42\" }", "42"),
            Input.of("other fields", "{\"tenant\":{\"a\":[1]},\"id\":42,\"x\":null}", "42"),
            Input.of("follow", "{\"id\":42,\"follow\":false}", "42"),
            Input.of("follow in a header", "42", "42", header("batchtask-follow", "false")),
            Input.of("a binary CloudEvent", "{\"id\":42}", "42", CE_1, header("content-type", "application/json")),
            Input.of("a binary CloudEvent of text", "42", "42", CE_1, header("content-type", "text/plain")),
            Input.of("a structured CloudEvent", envelope("\"data\":{\"id\":42}"), "42", ENVELOPE),
            Input.of("a structured CloudEvent of a number", envelope("\"data\":42"), "42", ENVELOPE),
            Input.of("a structured CloudEvent in base64", envelope("\"data_base64\":\"NDI=\""), "42", ENVELOPE),
            Input.of("as long as may be", "42" + " ".repeat(LARGEST - 2), "42"));

    private final List<Input> malformed = List.of(
            Input.of("null", null, "null-value"),
            Input.of("nothing", "", "empty"),
            Input.of("white space", " \r\n", "empty"),
            new Input("every byte there is", everyByte(), List.of(), "not-utf-8"),
            new Input("half a character", new byte[] {'4', '2', (byte) 0xC3}, List.of(), "not-utf-8"),
            Input.of("zero", "0", "out-of-range"),
            Input.of("minus", "-42", "out-of-range"),
            Input.of("beyond int", "2147483648", "out-of-range"),
            Input.of("beyond long", "99999999999999999999", "out-of-range"),
            Input.of("beyond int in an object", "{\"id\":2147483648}", "out-of-range"),
            Input.of("fraction", "42.0", "fraction"),
            Input.of("exponent", "{\"id\":4e1}", "fraction"),
            Input.of("word", "forty-two", "not-json"),
            Input.of("half an object", "{\"id\":42", "not-json"),
            Input.of("byte-order mark", "\uFEFF42", "not-json"),
            Input.of("two ids", "42 43", "trailing-text"),
            Input.of("array", "[42]", "unknown-shape"),
            Input.of("true", "true", "unknown-shape"),
            Input.of("JSON null", "null", "unknown-shape"),
            Input.of("object without id", "{\"number\":42}", "no-id"),
            Input.of("id null", "{\"id\":null}", "bad-id-type"),
            Input.of("id of words", "{\"id\":\"forty-two\"}", "bad-id-type"),
            Input.of("ids that differ", "{\"id\":42,\"taskId\":43}", "ambiguous-id"),
            Input.of("id twice", "{\"id\":42,\"id\":43}", "ambiguous-id"),
            Input.of("follow as a word", "{\"id\":42,\"follow\":\"yes\"}", "bad-follow"),
            Input.of("follow header of words", "42", "bad-follow", header("batchtask-follow", "maybe")),
            Input.of("CloudEvent without data", envelope("\"subject\":\"42\""), "bad-cloudevent", ENVELOPE),
            Input.of("CloudEvent of another age", "42", "bad-cloudevent", header("ce_specversion", "0.3")),
            Input.of("a byte too long", "42" + " ".repeat(LARGEST - 1), "too-long"));

    private final World world = World.create();
    private final Tail asked = world.tail(world.ids);
    private final Tail events = world.tail(world.info);
    private final Tail deadLetters = world.tail(world.deadLetter);
    private Service service;

    @BeforeAll
    void everyFormIsSent() {
        service = world.service();
        requests.forEach(this::send);
        malformed.forEach(this::send);
        Awaitility.await()
                .atMost(Timeouts.LONG)
                .until(() -> events.size() + deadLetters.size() >= requests.size() + malformed.size()
                        && asked.size() >= requests.size() + malformed.size());
    }

    private void send(Input input) {
        List<Header> headers = new ArrayList<>(input.headers());
        headers.addAll(luggage());
        world.send(Input.bytes(input.name()), input.value(), headers.toArray(Header[]::new));
    }

    /** Names twice, no value, no text: Kafka allows all of it. */
    private static List<Header> luggage() {
        return List.of(
                new RecordHeader("again", Input.bytes("1")),
                new RecordHeader("none", (byte[]) null),
                new RecordHeader("again", Input.bytes("2")),
                new RecordHeader("", new byte[] {(byte) 0xFF, 0}),
                new RecordHeader("again", (byte[]) null));
    }

    @AfterAll
    void close() {
        world.close();
    }

    List<Input> requests() {
        return requests;
    }

    List<Input> malformed() {
        return malformed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void asksForATask(Input input) {
        ConsumerRecord<byte[], byte[]> event = only(events, input);

        assertThat(Tail.header(event, "ce_subject")).isEqualTo(input.means());
        assertThat(Tail.text(event.value())).startsWith("{\"id\":" + input.means() + ",");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isRejectedUnchanged(Input input) {
        ConsumerRecord<byte[], byte[]> request = only(asked, input);
        ConsumerRecord<byte[], byte[]> letter = only(deadLetters, input);

        assertThat(Tail.end(letter)).isEqualTo("malformed/" + input.means() + " at read attempts=0");
        assertThat(letter.value()).isEqualTo(input.value());
        List<Header> headers = List.of(letter.headers().toArray());
        List<Header> original = List.of(request.headers().toArray());
        assertThat(headers.subList(0, original.size())).isEqualTo(original);
        assertThat(headers.subList(original.size(), headers.size()))
                .allSatisfy(header -> assertThat(header.key()).startsWith("x-dlq-"));
        assertThat(Tail.headers(letter))
                .containsEntry("x-dlq-source-topic", request.topic())
                .containsEntry("x-dlq-source-partition", "" + request.partition())
                .containsEntry("x-dlq-source-offset", "" + request.offset())
                .containsEntry("x-dlq-source-timestamp", "" + request.timestamp())
                .containsEntry("x-dlq-group", world.group)
                .containsEntry("x-dlq-replays", "0")
                .containsKeys("x-dlq-version", "x-dlq-first-failure-at", "x-dlq-failed-at");
        assertThat(Input.bytes(Tail.header(letter, "x-dlq-message"))).hasSizeBetween(1, 1024);
    }

    @Test
    void nothingMalformedReachesNetServerAndTheBooksAreClosed() {
        assertThat(world.netServer.calls()).isEqualTo(requests.size());
        world.closeTheBooks(service);
        assertThat(events.size()).isEqualTo(requests.size());
        assertThat(deadLetters.size()).isEqualTo(malformed.size());
    }

    private static ConsumerRecord<byte[], byte[]> only(Tail tail, Input input) {
        List<ConsumerRecord<byte[], byte[]>> found = tail.records().stream()
                .filter(record -> input.name().equals(Tail.text(record.key())))
                .toList();
        assertThat(found).as("records of %s", input.name()).hasSize(1);
        return found.get(0);
    }

    private static String envelope(String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/b\",\"type\":\"c\"," + data + "}";
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        return bytes;
    }
}
