package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.rw.CloudEventRWException.CloudEventRWExceptionKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Events as a reader that is not ours understands them: the CloudEvents SDK. What it reads must be what the record says,
 * attribute by attribute.
 */
public final class SdkReading {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SdkReading() {}

    /** That record; one the bridge wrote as an event is read by the SDK first, and must be what it says. */
    static ConsumerRecord<byte[], byte[]> checked(ConsumerRecord<byte[], byte[]> record) {
        boolean event = record.headers().lastHeader("batchtask-lookup-ms") != null
                && record.headers().lastHeader("x-dlq-class") == null;
        if (event) {
            check(record);
        }
        return record;
    }

    /** Fails unless the SDK reads that event as it is meant, or refuses it when it is none of CloudEvents. */
    public static void check(ConsumerRecord<byte[], byte[]> event) {
        if (Tail.header(event, "batchtask-type") != null) {
            assertThatThrownBy(() -> read(event))
                    .as("plain JSON is no CloudEvent")
                    .isInstanceOfSatisfying(CloudEventRWException.class, refusal -> assertThat(refusal.getKind())
                            .isEqualTo(CloudEventRWExceptionKind.UNKNOWN_ENCODING));
            return;
        }
        CloudEvent read = read(event);
        boolean binary = Tail.header(event, "ce_specversion") != null;
        Map<String, String> said = binary ? headers(event) : envelope(event);
        assertThat(said.getOrDefault("time", "0000-01-01T00:00:00.000Z"))
                .as("a time of RFC 3339, with milliseconds")
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        said.computeIfPresent("time", (name, time) -> Instant.parse(time).toString());
        assertThat(attributes(read)).isEqualTo(said);
        assertThat(read.getExtensionNames()).isSubsetOf("causationid", "correlationid", "traceparent", "tracestate");
        assertThat(json(read.getData().toBytes()))
                .isEqualTo(binary ? json(event.value()) : json(event.value()).get("data"));
        assertThat(Objects.toString(read.getExtension("causationid"), null))
                .isEqualTo(Tail.header(event, "batchtask-request-id"));
        isOurs(read, Tail.header(event, "batchtask-origin"));
    }

    /** That record through the SDK, whatever its mode. */
    public static CloudEvent read(ConsumerRecord<byte[], byte[]> event) {
        return KafkaMessageFactory.createReader(event).toEvent();
    }

    /** What is promised of each event, from what the SDK read alone. */
    private static void isOurs(CloudEvent read, String origin) {
        String kind = read.getType().replaceFirst("^io\\.batchtask\\.(info|notfound)\\.v1$", "$1");
        assertThat(read.getDataSchema().isAbsolute()).isTrue();
        assertThat(read.getDataSchema().toString()).endsWith("batchtask-" + kind + "-v1.json");
        assertThat(read.getSource().getPath()).matches("/superoffice/.+/batchtask");
        assertThat(json(read.getData().toBytes()).get("id").asText()).isEqualTo(read.getSubject());
        String[] id = read.getId().split("@", 2);
        assertThat(id[0]).isEqualTo(origin);
        if (read.getTime() != null) {
            assertThat(read.getTime().toInstant()).isEqualTo(Instant.ofEpochMilli(Long.parseLong(id[1])));
        }
    }

    private static Map<String, String> attributes(CloudEvent read) {
        Map<String, String> attributes = new TreeMap<>();
        for (String name : read.getAttributeNames()) {
            Object value = name.equals("time") ? read.getTime().toInstant() : read.getAttribute(name);
            attributes.put(name, value.toString());
        }
        read.getExtensionNames().forEach(name -> attributes.put(name, String.valueOf(read.getExtension(name))));
        return attributes;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> event) {
        Map<String, String> attributes = new TreeMap<>();
        for (Header header : event.headers()) {
            if (header.key().startsWith("ce_")) {
                attributes.put(header.key().substring("ce_".length()), Tail.text(header.value()));
            }
        }
        attributes.put("datacontenttype", Tail.header(event, "content-type"));
        return attributes;
    }

    private static Map<String, String> envelope(ConsumerRecord<byte[], byte[]> event) {
        Map<String, String> attributes = new TreeMap<>();
        json(event.value()).properties().forEach(field -> {
            if (!field.getKey().equals("data")) {
                attributes.put(field.getKey(), field.getValue().textValue());
            }
        });
        return attributes;
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
