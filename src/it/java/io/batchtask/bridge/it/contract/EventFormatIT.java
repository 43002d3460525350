package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three forms of an event; in each it is the same event. */
class EventFormatIT {
    private static final String SCHEMA = "urn:batchtask-bridge:schema:batchtask-info-v1.json";

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-binary", "cloudevents-structured", "json"})
    void twoGroupsWriteTheSameBytes(String format) {
        try (World world = World.create(1).set("events.format", format)) {
            world.send("order-7", "42");
            Instant asked = Instant.now().minusMillis(1);
            Tail events = world.tail(world.info);
            world.set("kafka.group-id", world.group + ".again").service();
            world.set("kafka.group-id", world.group).service();
            String origin = world.ids + "/0/0";
            long written = world.tail(world.ids).await(1).get(0).timestamp();
            String id = origin + "@" + written;
            String time = new DateTimeFormatterBuilder()
                    .appendInstant(3)
                    .toFormatter()
                    .format(Instant.ofEpochMilli(written));

            List<ConsumerRecord<byte[], byte[]>> both = events.await(2);

            assertThat(both).allSatisfy(event -> {
                assertThat(Tail.text(event.key())).isEqualTo("order-7");
                assertThat(Tail.text(event.value())).isEqualTo(value(format, id, time));
                assertThat(Tail.headers(event)).hasSize(event.headers().toArray().length); // no name twice
                Map<String, String> headers = Tail.headers(event);
                assertThat(headers.remove("batchtask-lookup-ms")).matches("\\d+");
                assertThat(Instant.parse(headers.remove("batchtask-looked-up-at")))
                        .isBetween(asked, Instant.now());
                assertThat(headers).isEqualTo(headers(format, origin, id, time));
            });
            world.awaitNoLag();
        }
    }

    private static String value(String format, String id, String time) {
        if (!format.equals("cloudevents-structured")) {
            return Expected.TASK_42;
        }
        return "{\"specversion\":\"1.0\",\"type\":\"io.batchtask.info.v1\","
                + "\"source\":\"/superoffice/Cust12345/batchtask\",\"id\":\"" + id + "\",\"subject\":\"42\","
                + "\"time\":\"" + time + "\",\"datacontenttype\":\"application/json\",\"dataschema\":\"" + SCHEMA
                + "\",\"data\":" + Expected.TASK_42 + "}";
    }

    private static Map<String, String> headers(String format, String origin, String id, String time) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("batchtask-origin", origin);
        headers.put("batchtask-attempts", "1");
        switch (format) {
            case "cloudevents-binary" -> {
                headers.put("content-type", "application/json");
                headers.put("ce_specversion", "1.0");
                headers.put("ce_type", "io.batchtask.info.v1");
                headers.put("ce_source", "/superoffice/Cust12345/batchtask");
                headers.put("ce_id", id);
                headers.put("ce_subject", "42");
                headers.put("ce_time", time);
                headers.put("ce_dataschema", SCHEMA);
            }
            case "cloudevents-structured" -> headers.put("content-type", "application/cloudevents+json; charset=UTF-8");
            default -> {
                headers.put("content-type", "application/json");
                headers.put("batchtask-type", "io.batchtask.info.v1");
                headers.put("batchtask-id", id);
                headers.put("batchtask-source", "/superoffice/Cust12345/batchtask");
                headers.put("batchtask-time", time);
            }
        }
        return headers;
    }
}
