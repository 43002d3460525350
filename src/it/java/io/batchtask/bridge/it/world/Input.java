package io.batchtask.bridge.it.world;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record that might be sent.
 *
 * @param means the task it asks for, or the code of what is wrong with it
 */
public record Input(String name, byte[] value, List<Header> headers, String means) {
    public static Input of(String name, String value, String means, Header... headers) {
        return new Input(name, bytes(value), List.of(headers), means);
    }

    public static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    public static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name + " -> " + means;
    }
}
