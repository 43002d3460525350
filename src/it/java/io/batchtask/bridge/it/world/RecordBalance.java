package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
public final class RecordBalance {
    private static final Logger LOG = LoggerFactory.getLogger(RecordBalance.class);

    /** How fast it is done is no promise of these books: as long as it takes on a slow machine that does much else. */
    static final Duration PATIENCE = Duration.ofSeconds(180 + Feed.RECORDS / 50);

    private final String about;
    private final List<ConsumerRecord<byte[], byte[]>> requests;
    private final List<ConsumerRecord<byte[], byte[]>> events;
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters;
    private final Map<String, ConsumerRecord<byte[], byte[]>> requested = new LinkedHashMap<>();
    private final Map<String, ConsumerRecord<byte[], byte[]>> published = new LinkedHashMap<>();
    private final Set<String> rejected = new HashSet<>();

    /**
     * From the records alone.
     *
     * @param about begins each complaint
     */
    RecordBalance(
            String about,
            List<ConsumerRecord<byte[], byte[]>> requests,
            List<ConsumerRecord<byte[], byte[]>> events,
            List<ConsumerRecord<byte[], byte[]>> deadLetters) {
        this.about = about;
        this.requests = requests;
        this.events = events;
        this.deadLetters = deadLetters;
        requests.forEach(request -> requested.put(origin(request), request));
        events.forEach(event -> published.putIfAbsent(Tail.header(event, "ce_id"), event));
        deadLetters.forEach(letter -> rejected.add(source(letter)));
    }

    /** Waits until what was sent is in the topic and every offset is committed, then checks everything. */
    public static RecordBalance close(World world) {
        return close(world, "books");
    }

    /** @param about begins each complaint */
    static RecordBalance close(World world, String about) {
        world.flush();
        Awaitility.await("every offset committed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions() // the broker may be on its way up
                .until(() -> world.lag() == 0);
        RecordBalance books = open(world, about);
        LOG.info("{}; {}", about, books);
        books.check();
        return books;
    }

    void check() {
        nothingIsLost();
        repeatsAreTheSame();
        orderHolds();
    }

    /** The books as they stand, unchecked. */
    public static RecordBalance open(World world) {
        return open(world, "books");
    }

    /** @param about begins each complaint */
    static RecordBalance open(World world, String about) {
        return new RecordBalance(
                about, Tail.all(world, world.ids), Tail.all(world, world.info), Tail.all(world, world.deadLetter));
    }

    public int events() {
        return published.size();
    }

    public int deadLetters() {
        return rejected.size();
    }

    /** Events and dead letters beyond the first of each request. */
    public int repeats() {
        return events.size() - published.size() + deadLetters.size() - rejected.size();
    }

    List<ConsumerRecord<byte[], byte[]>> requests() {
        return requests;
    }

    /** The class of each request's dead letter, by {@link #origin}. */
    Map<String, String> rejections() {
        Map<String, String> classes = new HashMap<>();
        deadLetters.forEach(letter -> classes.put(source(letter), Tail.header(letter, "x-dlq-class")));
        return classes;
    }

    /** The first event of each request that has one, by {@link #origin}. */
    Map<String, ConsumerRecord<byte[], byte[]>> firstEvents() {
        Map<String, ConsumerRecord<byte[], byte[]>> first = new HashMap<>();
        events.forEach(event -> first.putIfAbsent(Tail.header(event, "batchtask-origin"), event));
        return first;
    }

    /** How many events took how many attempts. */
    public Map<Integer, Integer> attempts() {
        Map<Integer, Integer> attempts = new TreeMap<>();
        published
                .values()
                .forEach(event ->
                        attempts.merge(Integer.valueOf(Tail.header(event, "batchtask-attempts")), 1, Integer::sum));
        return attempts;
    }

    private void nothingIsLost() {
        Set<String> done = new HashSet<>(rejected);
        published.values().forEach(event -> done.add(Tail.header(event, "batchtask-origin")));
        Set<String> missing = new HashSet<>(requested.keySet());
        missing.removeAll(done);
        assertThat(missing)
                .as("%s: requests without event or dead letter", about)
                .isEmpty();
        assertThat(requested.keySet())
                .as("%s: what events and letters say they come from", about)
                .containsAll(done);
        assertThat(published.size() + rejected.size())
                .as("%s: events and letters", about)
                .isEqualTo(requests.size());
    }

    private void repeatsAreTheSame() {
        for (ConsumerRecord<byte[], byte[]> event : events) {
            String id = Tail.header(event, "ce_id");
            String origin = Tail.header(event, "batchtask-origin");
            assertThat(id)
                    .as("%s: ce_id of %s", about, origin)
                    .isEqualTo(origin + "@" + requested.get(origin).timestamp());
            ConsumerRecord<byte[], byte[]> first = published.get(id);
            assertThat(Tail.header(first, "batchtask-origin"))
                    .as("%s: origin of %s", about, id)
                    .isEqualTo(origin);
            assertThat(event.key()).as("%s: key of %s", about, id).isEqualTo(first.key());
            assertThat(event.value()).as("%s: value of %s", about, id).isEqualTo(first.value());
            byte[] key = requested.get(origin).key();
            assertThat(event.key()).as("%s: key of %s", about, id).isEqualTo(key == null ? taskId(event) : key);
        }
    }

    private static byte[] taskId(ConsumerRecord<byte[], byte[]> event) {
        return Tail.header(event, "ce_subject").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void orderHolds() {
        Map<String, ConsumerRecord<byte[], byte[]>> answered = new LinkedHashMap<>(requested);
        answered.keySet().removeAll(rejected);
        new LaneOrder(about, answered).areInOrder(events);
    }

    /** The request as events and letters name it. */
    static String origin(ConsumerRecord<byte[], byte[]> request) {
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
