package io.batchtask.bridge.event;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event, ready to be published.
 *
 * @param type the event's CloudEvents type
 * @param attempts SOAP calls it took
 * @param key the record key: the input's, else the task id as text
 * @param value what becomes the JSON value, in field order
 */
public record TaskEvent(
        ConsumedRecord source, String type, int attempts, byte[] key, List<ConsumedRecord.Header> headers, Object value)
        implements Stage {

    /** A field of the data, whatever the form of the event; empty when it is null, masked, or not part of it. */
    public Optional<Object> field(String name) {
        if (!(value instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        Map<?, ?> data = fields.get("data") instanceof Map<?, ?> inner ? inner : fields; // structured: inside
        return Optional.ofNullable(data.get(name));
    }
}
