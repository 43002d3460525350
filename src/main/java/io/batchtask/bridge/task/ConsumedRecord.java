package io.batchtask.bridge.task;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A record exactly as it was read: bytes, not text, because a dead letter must carry the original unchanged.
 * Arrays are shared, not copied; they must not be written to.
 *
 * @param timestamp milliseconds since the epoch, as the broker gave it; negative when the record has none
 * @param key may be null
 * @param value may be null
 * @param headers in record order, repeated names included
 */
public record ConsumedRecord(Origin origin, long timestamp, byte[] key, byte[] value, List<Header> headers) {
    public ConsumedRecord {
        Objects.requireNonNull(origin, "origin");
        headers = List.copyOf(headers);
    }

    /**
     * One record header.
     *
     * @param value may be null
     */
    public record Header(String name, byte[] value) {
        public Header {
            Objects.requireNonNull(name, "name");
        }

        /** A header with UTF-8 text. */
        public static Header text(String name, String value) {
            return new Header(name, value.getBytes(StandardCharsets.UTF_8));
        }

        /** The value read as UTF-8; empty text when it is null. */
        public String text() {
            return value == null ? "" : new String(value, StandardCharsets.UTF_8);
        }
    }

    /**
     * The record's identity, {@code topic/partition/offset@timestamp}; without {@code @…} when it has no time stamp.
     * The same record read again has the same one. The time stamp tells it from a record at the same place of another
     * log: of a topic made anew, or of another cluster.
     */
    public String identity() {
        return timestamp < 0 ? origin.toString() : origin + "@" + timestamp;
    }

    /** The last header of that name, as Kafka's own {@code lastHeader}; names are case-sensitive. */
    public Optional<Header> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return Optional.of(headers.get(i));
            }
        }
        return Optional.empty();
    }
}
