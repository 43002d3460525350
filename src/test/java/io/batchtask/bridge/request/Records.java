package io.batchtask.bridge.request;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records as they are read from the ids topic. */
final class Records {
    static final String STRUCTURED = "application/cloudevents+json";

    private Records() {}

    static ConsumedRecord record(byte[] value, Header... headers) {
        return new ConsumedRecord(
                new Origin("ids", 3, 77), 1_700_000_000_000L, new byte[] {1, 2}, value, List.of(headers));
    }

    static ConsumedRecord record(String value, Header... headers) {
        return record(value.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Header header(String name, String value) {
        return Header.text(name, value);
    }
}
