package io.batchtask.bridge.it.world;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** RequestFactory as a writer that is not ours makes them: the CloudEvents SDK. */
public final class SdkRequests {
    private static final String ODD = "ü %C3%BC \"quoted\" \\ / 日本 😀";

    private SdkRequests() {}

    /** The two content modes of CloudEvents. */
    public enum Mode {
        BINARY,
        STRUCTURED
    }

    /** Events that ask for that task, by what is remarkable about them. */
    public static Map<String, CloudEvent> of(int task) {
        String object = "{\"id\":" + task + "}";
        Map<String, CloudEvent> events = new LinkedHashMap<>();
        events.put("an object", event("application/json", object).build());
        events.put("a number", event("application/json", "" + task).build());
        events.put("a text", event("application/json", "\"" + task + "\"").build());
        events.put(
                "a media type of its own",
                event("application/vnd.example+json", object).build());
        events.put("plain text", event("text/plain; charset=utf-8", "" + task).build());
        events.put("bytes", event("application/octet-stream", object).build());
        events.put(
                "no content type",
                event("application/json", object).withDataContentType(null).build());
        events.put(
                "odd attributes",
                event("application/json", object)
                        .withId(ODD)
                        .withType(ODD)
                        .withSubject(ODD)
                        .withSource(URI.create("urn:example:%C3%BC?q=a%20b#42"))
                        .withDataSchema(URI.create("https://example.org/%7Bid%7D"))
                        .withTime(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 999_999_999, ZoneOffset.ofHours(14)))
                        .build());
        events.put(
                "extensions",
                event("application/json", object)
                        .withExtension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .withExtension("partitionkey", ODD)
                        .withExtension("taskid", 7)
                        .withExtension("follow", true)
                        .withExtension("batchtaskid", "7")
                        .build());
        events.put(
                "a correlation",
                event("application/json", object)
                        .withExtension("correlationid", ODD)
                        .withExtension("causationid", "6")
                        .build());
        return events;
    }

    /** An event with that data and what every event must have. */
    public static CloudEventBuilder event(String contentType, String data) {
        return CloudEventBuilder.v1()
                .withId("7")
                .withType("org.example.ask")
                .withSource(URI.create("/tests"))
                .withData(contentType, data.getBytes(StandardCharsets.UTF_8));
    }

    /** The record the SDK's serializer makes of it. */
    public static ProducerRecord<byte[], byte[]> written(String topic, byte[] key, Mode mode, CloudEvent event) {
        try (CloudEventSerializer serializer = new CloudEventSerializer()) {
            serializer.configure(
                    mode == Mode.BINARY
                            ? Map.of(CloudEventSerializer.ENCODING_CONFIG, Encoding.BINARY)
                            : Map.of(
                                    CloudEventSerializer.ENCODING_CONFIG,
                                    Encoding.STRUCTURED,
                                    CloudEventSerializer.EVENT_FORMAT_CONFIG,
                                    JsonFormat.CONTENT_TYPE),
                    false);
            Headers headers = new RecordHeaders();
            byte[] value = serializer.serialize(topic, headers, event);
            return new ProducerRecord<>(topic, null, null, key, value, headers);
        }
    }
}
