package io.batchtask.bridge.it.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Instances that sign what they publish: each has a tenant of its own, which is part of {@code ce_source}. So the
 * topic tells not only what was published in which order, but by whom.
 */
public final class Authors {
    private Authors() {}

    /** Started; its events bear that name. */
    public static Instance start(World world, String name, String... jvmOptions) {
        world.set("netserver.tenant", name);
        return Instance.start(world, jvmOptions);
    }

    private static String of(ConsumerRecord<byte[], byte[]> event) {
        return Tail.header(event, "ce_source").split("/")[2];
    }

    /** How many of these events are by that author. */
    public static long events(Tail events, String name) {
        return events.records().stream().filter(event -> of(event).equals(name)).count();
    }

    /** How many events of that author were offered to Kafka in that time, milliseconds since 1970. */
    public static long events(World world, String name, long from, long to) {
        return Tail.all(world, world.info).stream()
                .filter(event -> of(event).equals(name) && event.timestamp() > from && event.timestamp() < to)
                .count();
    }

    /** Events of that author behind another author's of the same lane that answers a later request. */
    public static List<String> late(World world, String name) {
        Map<String, Long> furthest = new HashMap<>(); // what others have answered in a lane
        List<String> late = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> event : Tail.all(world, world.info)) {
            String[] origin = Tail.header(event, "batchtask-origin").split("/");
            long request = Long.parseLong(origin[2]);
            String lane = origin[1] + "/" + Tail.text(event.key());
            if (!of(event).equals(name)) {
                furthest.merge(lane, request, Math::max);
            } else if (request < furthest.getOrDefault(lane, -1L)) {
                late.add(lane + ": " + request + " after " + furthest.get(lane));
            }
        }
        return late;
    }
}
