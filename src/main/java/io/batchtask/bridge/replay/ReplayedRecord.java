package io.batchtask.bridge.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transaction has sent back, as the replayed topic has it: JSON. A later version may say more; one that says
 * something else has another number, and is not guessed at.
 *
 * @param version of this form
 * @param topic with the dead letters: several may share a replayed topic
 * @param topicId of it: one that is made anew under the name has others
 * @param offsets by partition, each range as its first offset and the one after its last
 * @param at when, UTC
 * @param by who asked for it, {@code user@host}
 */
@JsonPropertyOrder({"version", "topic", "topicId", "offsets", "at", "by"})
record ReplayedRecord(
        int version, String topic, String topicId, SortedMap<Integer, List<long[]>> offsets, String at, String by) {
    static final int VERSION = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** What is read first: whether the rest can be. */
    private record Versioned(@JsonProperty(required = true) int version) {}

    static ReplayedRecord of(String topic, String topicId, List<Outgoing> letters, String at, String by) {
        SortedMap<Integer, List<long[]>> offsets = new TreeMap<>();
        for (Outgoing letter : letters) {
            List<long[]> ranges = offsets.computeIfAbsent(letter.letter().partition(), none -> new ArrayList<>());
            long offset = letter.letter().offset();
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last[1] == offset) {
                last[1] = offset + 1;
            } else {
                ranges.add(new long[] {offset, offset + 1});
            }
        }
        return new ReplayedRecord(VERSION, topic, topicId, offsets, at, by);
    }

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param place names the record
     * @throws ReplayRefused if it is of a version that is not known, or none of ours: what it says has been sent back
     *     would be sent again
     */
    static ReplayedRecord read(byte[] json, String place) throws ReplayRefused {
        try {
            int version = JSON.readValue(json, Versioned.class).version();
            if (version != VERSION) {
                throw new ReplayRefused("the record at " + place + " is of version " + version + ", and this replay"
                        + " understands version " + VERSION + ": it was written by a later one, use that");
            }
            ReplayedRecord read = JSON.readValue(json, ReplayedRecord.class);
            Objects.requireNonNull(read.topic());
            Objects.requireNonNull(read.topicId());
            read.offsets().values().forEach(ranges -> ranges.forEach(ReplayedRecord::range));
            return read;
        } catch (IOException | IllegalArgumentException | NullPointerException foreign) {
            throw new ReplayRefused(
                    "the record at " + place + " was not written by a replay: does batchtask.topics.replayed name the"
                            + " right topic?",
                    foreign);
        }
    }

    private static OffsetRange range(long[] pair) {
        if (pair.length != 2) {
            throw new IllegalArgumentException("no range");
        }
        return new OffsetRange(pair[0], pair[1]);
    }

    void addTo(ReplayedOffsets all) {
        offsets.forEach((partition, ranges) -> ranges.forEach(pair -> all.add(partition, range(pair))));
    }

    /** @param beginnings of the dead-letter topic, by partition */
    boolean isPast(Map<Integer, Long> beginnings) {
        return offsets.entrySet().stream().allMatch(entry -> entry.getValue().stream()
                .allMatch(pair -> pair[1] <= beginnings.getOrDefault(entry.getKey(), 0L)));
    }
}
