package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Requests that are answered one after the other, and whether they were. */
final class LaneOrder {
    private final String about;
    private final Map<String, ConsumerRecord<byte[], byte[]>> requested;
    private final Map<Object, List<String>> asked = new HashMap<>();
    private final Map<String, Integer> turn = new HashMap<>();

    /**
     * @param about begins each complaint
     * @param requested those that have an event, by their origin, each partition in order
     */
    LaneOrder(String about, Map<String, ConsumerRecord<byte[], byte[]>> requested) {
        this.about = about;
        this.requested = requested;
        requested.forEach((origin, request) -> {
            List<String> lane = asked.computeIfAbsent(of(request), none -> new ArrayList<>());
            turn.put(origin, lane.size());
            lane.add(origin);
        });
    }

    /** Requests of one partition with the same key, or without one for the same task, are in one lane. */
    static Object of(ConsumerRecord<byte[], byte[]> request) {
        return request.key() == null
                ? request.partition() + "/" + Tail.text(request.value()).strip()
                : List.of(request.partition(), ByteBuffer.wrap(request.key()));
    }

    /**
     * Within a lane an event is followed by the next one, never by a later one; going back to one that was there already
     * is a repeat, and what follows it is repeated too, to the last.
     */
    void areInOrder(List<ConsumerRecord<byte[], byte[]>> events) {
        Map<Object, Integer> last = new HashMap<>();
        Map<Object, Integer> placeOf = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> event : events) {
            String origin = Tail.header(event, "batchtask-origin");
            Object lane = of(requested.get(origin));
            int at = turn.get(origin);
            int before = last.getOrDefault(lane, -1);
            assertThat(at)
                    .as(
                            "%s: %s published at %s/%s after %s",
                            about,
                            origin,
                            event.partition(),
                            event.offset(),
                            before < 0 ? "nothing" : asked.get(lane).get(before))
                    .isLessThanOrEqualTo(before + 1);
            assertThat(placeOf.computeIfAbsent(lane, first -> event.partition()))
                    .as("%s: partition of %s", about, origin)
                    .isEqualTo(event.partition());
            last.put(lane, at);
        }
        asked.forEach((lane, origins) -> assertThat(last.get(lane))
                .as("%s: last event of %s: that of its last request", about, origins)
                .isEqualTo(origins.size() - 1));
    }
}
