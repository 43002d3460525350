package io.batchtask.bridge.it.security;

import static io.batchtask.bridge.it.world.Input.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.Input;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** A record's headers may come from anyone. They steer neither the call nor where the result goes. */
class HeaderSafetyIT {
    private static final String HOSTILE = "hostile";
    private static final String ELSEWHERE = "elsewhere";

    /** Names that Camel, CXF or an HTTP client would obey; they may travel on to the event as they are. */
    private static List<Header> travelling(String elsewhere) {
        return List.of(
                header("operationName", "DeleteBatchTask-hostile"),
                header("operationNamespace", "http://hostile.example/"),
                header("soapaction", "\"http://hostile.example/DeleteBatchTask\""),
                header("SOAPAction", "\"http://hostile.example/DeleteBatchTask\""),
                header("Authorization", "Basic hostile"),
                header("Host", "hostile.example"),
                header("Cookie", "hostile=1"),
                header("org.apache.cxf.headers.Header.list", "hostile"),
                header("org.apache.cxf.message.Message.ENDPOINT_ADDRESS", "http://hostile.example/"),
                header("kafka.OVERRIDE_TOPIC", elsewhere),
                header("kafka.KEY", "hostile"),
                header("kafka.PARTITION_KEY", "2"),
                header("twice", "1"),
                header("twice", "2"),
                header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                header("tracestate", "rojo=00f067aa0ba902b7"));
    }

    /** Names that would speak for us, or in Camel's name. */
    private static List<Header> staying(String elsewhere) {
        return List.of(
                header("CamelKafkaOverrideTopic", elsewhere),
                header("CamelKafkaPartitionKey", "2"),
                header("CamelKafkaKey", "hostile"),
                header("CamelHttpUri", "http://hostile.example/"),
                header("CamelCxfOperationName", "DeleteBatchTask-hostile"),
                header("CamelDestinationOverrideUrl", "http://hostile.example/"),
                header("ce_specversion", "1.0"),
                header("ce_type", "hostile"),
                header("ce_id", "hostile"),
                header("Content-Type", "application/hostile"),
                header("x-dlq-class", "hostile"),
                header("x-dlq-source-topic", "hostile"));
    }

    @Test
    void headersReachNeitherTheCallNorTheWayToTheTopics() {
        try (World world = World.create()) {
            String elsewhere = ELSEWHERE + "." + world.ids;
            world.createTopics(3, elsewhere);
            List<Header> travelling = travelling(elsewhere);
            Header[] all = Stream.concat(travelling.stream(), staying(elsewhere).stream())
                    .toArray(Header[]::new);
            Service service = world.service();
            world.send(null, Input.bytes("42"), all);
            world.send(null, Input.bytes("nonsense"), all);

            ConsumerRecord<byte[], byte[]> event =
                    world.tail(world.info).await(1).get(0);
            ConsumerRecord<byte[], byte[]> letter =
                    world.tail(world.deadLetter).await(1).get(0);

            assertThat(world.netServer.journal()).hasSize(1);
            theCallIsOurs(world.netServer.journal().get(0));
            assertThat(Tail.text(event.key())).isEqualTo("42");
            assertThat(foreign(event)).isEqualTo(travelling);
            assertThat(Tail.headers(event))
                    .containsEntry("ce_type", "io.batchtask.info.v1")
                    .containsEntry("content-type", "application/json")
                    .hasEntrySatisfying(
                            "ce_id", id -> assertThat(id).startsWith(Tail.header(event, "batchtask-origin") + "@"));
            assertThat(letter.key()).isNull();
            assertThat(foreignOf(letter))
                    .isEqualTo(Stream.of(all)
                            .filter(header -> !header.key().startsWith("x-dlq-"))
                            .toList());
            assertThat(Tail.end(letter)).isEqualTo("malformed/not-json at read attempts=0");
            assertThat(Tail.header(letter, "x-dlq-source-topic")).isEqualTo(world.ids);
            world.closeTheBooks(service);
            assertThat(world.tail(elsewhere).size()).isZero();
        }
    }

    private static void theCallIsOurs(Call call) {
        assertThat(call.operation()).isEqualTo("GetBatchTaskInfo");
        assertThat(call.id()).isEqualTo("42");
        assertThat(call.envelope()).doesNotContain(HOSTILE).doesNotContain(ELSEWHERE);
        assertThat(call.httpHeaders())
                .containsEntry(
                        "soapaction",
                        "\"http://www.superoffice.net/ws/crm/NetServer/Services86/Batch/GetBatchTaskInfo\"");
        assertThat(call.httpHeaders().keySet())
                .isSubsetOf(
                        "accept",
                        "accept-encoding",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "soapaction",
                        "user-agent");
        assertThat(call.httpHeaders().toString()).doesNotContain(HOSTILE);
    }

    /** The event's headers without those the bridge writes itself. */
    private static List<Header> foreign(ConsumerRecord<byte[], byte[]> event) {
        return headers(event)
                .filter(header -> !header.key().startsWith("ce_")
                        && !header.key().startsWith("batchtask-")
                        && !header.key().equals("content-type"))
                .toList();
    }

    private static List<Header> foreignOf(ConsumerRecord<byte[], byte[]> letter) {
        return headers(letter)
                .filter(header -> !header.key().startsWith("x-dlq-"))
                .toList();
    }

    private static Stream<Header> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false);
    }
}
