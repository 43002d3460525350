package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything NetServer is known to do, in one run of the bridge: each row is a task that goes wrong its own way. */
@TestInstance(Lifecycle.PER_CLASS)
class TaxonomyIT {
    private static final int GOOD = 5000;
    private static final int HEALTHY = 100_000;
    private static final int WARM_UP = 100;

    /** Where more tasks fail at once it is the path that is bad, and it takes more attempts to find a poison one. */
    private static final int FAILING_AT_ONCE = 5;

    /** So many healthy calls later the failures of a while ago are forgotten. */
    private static final int BETWEEN = 260;

    private final List<Row> rows = Taxonomy.rows();
    private final World world = World.create()
            .set("netserver.connect-timeout", "1s")
            .set("netserver.response-timeout", "2s")
            .set("retry.max-attempts", Taxonomy.ATTEMPTS)
            .set("retry.initial-delay", "50ms")
            .set("retry.max-delay", "200ms");
    private final Tail events = world.tail(world.info);
    private final Tail deadLetters = world.tail(world.deadLetter);
    private Service service;
    private int sent;

    @BeforeAll
    void everyRowAndAGoodTaskForEachAreSent() {
        service = world.service();
        for (int id = 1; id <= WARM_UP; id++) { // or the first calls of all would take part of their time
            world.send(null, String.valueOf(id));
        }
        awaitEnds(WARM_UP);
        world.netServer.slowEvery(0, Duration.ofMillis(500));
        List<Row> answered = rows.stream().filter(row -> !isFailing(row)).toList();
        List<Row> failing = rows.stream().filter(TaxonomyIT::isFailing).toList();
        send(answered);
        for (int from = 0; from < failing.size(); from += FAILING_AT_ONCE) {
            send(failing.subList(from, Math.min(from + FAILING_AT_ONCE, failing.size())));
            sendHealthy(BETWEEN);
        }
    }

    private static boolean isFailing(Row row) {
        return row.fault().kind() == Fault.Kind.PASSING || row.fault().kind() == Fault.Kind.TICKET;
    }

    private void send(List<Row> some) {
        for (Row row : some) {
            world.netServer.faultFirst(row.id(), row.times(), row.fault());
            world.send(null, String.valueOf(row.id()));
            world.send(null, String.valueOf(GOOD + row.id()));
        }
        awaitEnds(2 * some.size());
    }

    private void sendHealthy(int number) {
        for (int i = 0; i < number; i++) {
            world.send(null, String.valueOf(HEALTHY + sent + i));
        }
        awaitEnds(number);
    }

    private void awaitEnds(int more) {
        sent += more;
        world.flush();
        try {
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> events.size() + deadLetters.size() >= sent);
        } catch (ConditionTimeoutException incomplete) {
            System.err.println("not every row has ended"); // which ones, they say themselves
        }
    }

    @AfterAll
    void close() {
        world.close();
    }

    List<Row> rows() {
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void endsAsTheTaxonomySays(Row row) throws IOException {
        ConsumerRecord<byte[], byte[]> end = onlyEndOf(row.id());

        assertThat(Tail.end(end)).as("headers: %s", Tail.headers(end)).matches(row.end());
        String content = end.topic().equals(world.info) ? plain(end.value()) : Tail.header(end, "x-dlq-message");
        row.parts().forEach(part -> assertThat(content).contains(part));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesNotHarmTheTaskBesideIt(Row row) {
        ConsumerRecord<byte[], byte[]> end = onlyEndOf(GOOD + row.id());

        assertThat(Tail.end(end)).as("headers: %s", Tail.headers(end)).isEqualTo("event attempts=1");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_503_RETRY_AFTER", "HTTP_429_RETRY_AFTER"})
    void retryAfterIsHonouredBeforeEachRepeat(Fault throttled) {
        Row row = rows.stream()
                .filter(each -> each.fault() == throttled && each.times() > 1)
                .findFirst()
                .orElseThrow();
        ConsumerRecord<byte[], byte[]> event = onlyEndOf(row.id());

        assertThat(Duration.between(
                        Instant.parse(Tail.header(event, "ce_time")), Instant.ofEpochMilli(event.timestamp())))
                .as("a wait of so long before each repeat")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(throttled == Fault.HTTP_429_RETRY_AFTER ? 1 : 2)
                        .multipliedBy(row.times()));
    }

    @Test
    void noSecretOfTheMessageIsRepeated() {
        assertThat(deadLetters.records())
                .allSatisfy(letter -> assertThat(Tail.headers(letter).toString())
                        .doesNotContain("hunter22")
                        .doesNotContain(NetServerSimulator.TICKET)
                        .doesNotContain("SuperOffice.Secret.Inner"));
    }

    @Test
    void theBooksAreClosed() {
        world.closeTheBooks(service);
        assertThat(events.size() + deadLetters.size())
                .as("one end for each record")
                .isEqualTo(sent);
    }

    /** JSON may write a character or escape it; here it is written. */
    private static String plain(byte[] json) throws IOException {
        return new ObjectMapper().readTree(json).toString();
    }

    private ConsumerRecord<byte[], byte[]> onlyEndOf(int id) {
        List<ConsumerRecord<byte[], byte[]>> ends = Stream.concat(
                        events.records().stream()
                                .filter(event -> Tail.text(event.key()).equals(String.valueOf(id))),
                        deadLetters.records().stream()
                                .filter(letter -> Tail.text(letter.value()).equals(String.valueOf(id))))
                .toList();
        assertThat(ends).as("ends of task %d", id).hasSize(1);
        return ends.get(0);
    }
}
