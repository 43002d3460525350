package io.batchtask.bridge.it.guarantee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.it.world.Tail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer of events that does what the documents advise, to the letter, and knows no more of the bridge than they say. */
final class CarefulConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<List<String>, Event> answers = new HashMap<>();
    private final Map<List<String>, Event> states = new HashMap<>();

    /** What the headers, or the envelope, say of an event. */
    record Event(String source, String id, String type, String lookedUpAt, JsonNode data) {
        static Event of(ConsumerRecord<byte[], byte[]> record) {
            JsonNode value = json(record.value());
            String lookedUpAt = Tail.header(record, "batchtask-looked-up-at");
            if (Tail.header(record, "ce_id") != null) {
                return new Event(
                        Tail.header(record, "ce_source"),
                        Tail.header(record, "ce_id"),
                        Tail.header(record, "ce_type"),
                        lookedUpAt,
                        value);
            }
            if (Tail.header(record, "batchtask-id") != null) {
                return new Event(
                        Tail.header(record, "batchtask-source"),
                        Tail.header(record, "batchtask-id"),
                        Tail.header(record, "batchtask-type"),
                        lookedUpAt,
                        value);
            }
            return new Event(
                    value.get("source").textValue(),
                    value.get("id").textValue(),
                    value.get("type").textValue(),
                    lookedUpAt,
                    value.get("data"));
        }

        int task() {
            return data.get("id").intValue();
        }

        private boolean isNotOlderThan(Event other) {
            return !Instant.parse(lookedUpAt).isBefore(Instant.parse(other.lookedUpAt));
        }
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        Event event = Event.of(record);
        keep(answers, List.of(event.source(), event.id()), event);
        keep(states, List.of(event.source(), String.valueOf(event.task())), event);
    }

    private static void keep(Map<List<String>, Event> kept, List<String> key, Event event) {
        kept.merge(key, event, (known, now) -> now.isNotOlderThan(known) ? now : known);
    }

    /** One for each request. */
    Collection<Event> answers() {
        return answers.values();
    }

    /** One for each task. */
    Collection<Event> states() {
        return states.values();
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
