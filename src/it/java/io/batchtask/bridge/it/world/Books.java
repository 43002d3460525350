package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guarantees, checked from what the topics themselves say: each request has an event or a dead letter, a repeat is
 * the same event again, the order within a key holds, every offset is committed.
 */
public final class Books {
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    private final List<ConsumerRecord<byte[], byte[]>> requests;
    private final List<ConsumerRecord<byte[], byte[]>> events;
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters;
    private final Map<String, ConsumerRecord<byte[], byte[]>> requested = new LinkedHashMap<>();
    private final Map<String, ConsumerRecord<byte[], byte[]>> told = new LinkedHashMap<>();
    private final Set<String> rejected = new HashSet<>();

    private Books(World world) {
        requests = Tail.all(world, world.ids);
        events = Tail.all(world, world.info);
        deadLetters = Tail.all(world, world.deadLetter);
        requests.forEach(request -> requested.put(origin(request), request));
        events.forEach(event -> told.putIfAbsent(Tail.header(event, "ce_id"), event));
        deadLetters.forEach(letter -> rejected.add(source(letter)));
    }

    /** Waits until every offset is committed, then checks everything. */
    public static Books close(World world, Duration atMost) {
        Awaitility.await("every offset committed")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions() // the broker may be on its way up
                .until(() -> world.lag() == 0);
        Books books = new Books(world);
        LOG.info("books; {}", books);
        books.nothingIsLost();
        books.repeatsAreTheSame();
        books.orderHolds();
        return books;
    }

    /** The books as they stand, unchecked. */
    public static Books open(World world) {
        return new Books(world);
    }

    public int events() {
        return told.size();
    }

    public int deadLetters() {
        return rejected.size();
    }

    /** Events and dead letters beyond the first of each request. */
    public int repeats() {
        return events.size() - told.size() + deadLetters.size() - rejected.size();
    }

    /** How many events took how many attempts. */
    public Map<Integer, Integer> attempts() {
        Map<Integer, Integer> attempts = new TreeMap<>();
        told.values()
                .forEach(event ->
                        attempts.merge(Integer.valueOf(Tail.header(event, "batchtask-attempts")), 1, Integer::sum));
        return attempts;
    }

    private void nothingIsLost() {
        Set<String> done = new HashSet<>(rejected);
        told.values().forEach(event -> done.add(Tail.header(event, "batchtask-origin")));
        Set<String> missing = new HashSet<>(requested.keySet());
        missing.removeAll(done);
        assertThat(missing).as("requests without event or dead letter").isEmpty();
        assertThat(requested.keySet())
                .as("what events and letters say they come from")
                .containsAll(done);
        assertThat(told.size() + rejected.size()).as("events and letters").isEqualTo(requests.size());
    }

    private void repeatsAreTheSame() {
        Map<String, String> idOf = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> event : events) {
            String id = Tail.header(event, "ce_id");
            String origin = Tail.header(event, "batchtask-origin");
            assertThat(idOf.computeIfAbsent(origin, first -> id))
                    .as("ce_id of %s", origin)
                    .isEqualTo(id);
            ConsumerRecord<byte[], byte[]> first = told.get(id);
            assertThat(Tail.header(first, "batchtask-origin"))
                    .as("origin of %s", id)
                    .isEqualTo(origin);
            assertThat(event.key()).as("key of %s", id).isEqualTo(first.key());
            assertThat(event.value()).as("value of %s", id).isEqualTo(first.value());
            byte[] key = requested.get(origin).key();
            assertThat(event.key()).as("key of %s", id).isEqualTo(key == null ? taskId(event) : key);
        }
    }

    private static byte[] taskId(ConsumerRecord<byte[], byte[]> event) {
        return Tail.header(event, "ce_subject").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Within a key an event is followed by the next one, never by a later one; going back to one that was there already
     * is a repeat, and what follows it is repeated too, to the last.
     */
    private void orderHolds() {
        Map<Object, List<String>> asked = new HashMap<>();
        requested.forEach((origin, request) -> {
            if (!rejected.contains(origin)) {
                asked.computeIfAbsent(lane(request), none -> new ArrayList<>()).add(origin);
            }
        });
        Map<Object, Integer> last = new HashMap<>();
        Map<Object, Integer> placeOf = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> event : events) {
            String origin = Tail.header(event, "batchtask-origin");
            Object lane = lane(requested.get(origin));
            int at = asked.get(lane).indexOf(origin);
            int before = last.getOrDefault(lane, -1);
            assertThat(at)
                    .as(
                            "%s published at %s/%s after %s",
                            origin,
                            event.partition(),
                            event.offset(),
                            before < 0 ? "nothing" : asked.get(lane).get(before))
                    .isLessThanOrEqualTo(before + 1);
            assertThat(placeOf.computeIfAbsent(lane, first -> event.partition()))
                    .as("partition of %s", origin)
                    .isEqualTo(event.partition());
            last.put(lane, at);
        }
        asked.forEach((lane, origins) -> assertThat(last.get(lane))
                .as("last event of %s: that of its last request", origins)
                .isEqualTo(origins.size() - 1));
    }

    /** Requests of one partition with the same key, or without one for the same task, are in one lane. */
    private static Object lane(ConsumerRecord<byte[], byte[]> request) {
        return request.key() == null
                ? request.partition() + "/" + Tail.text(request.value()).strip()
                : List.of(request.partition(), ByteBuffer.wrap(request.key()));
    }

    private static String origin(ConsumerRecord<byte[], byte[]> request) {
        return String.join("/", Arrays.asList(request.topic(), "" + request.partition(), "" + request.offset()));
    }

    private static String source(ConsumerRecord<byte[], byte[]> letter) {
        return String.join(
                "/",
                Tail.header(letter, "x-dlq-source-topic"),
                Tail.header(letter, "x-dlq-source-partition"),
                Tail.header(letter, "x-dlq-source-offset"));
    }

    @Override
    public String toString() {
        return "requests=" + requests.size() + " events=" + events() + " dead-letters=" + deadLetters() + " repeats="
                + repeats() + " attempts=" + attempts();
    }
}
