package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.contract.PlainClients.await;
import static io.batchtask.bridge.it.contract.PlainClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.dev.kafka.KafkaProxy;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The proxy other tests rely on: what it lets through is what was sent, what it keeps back does not arrive. */
class KafkaProxyIT {
    /** So many characters, most of which take three bytes: about 900 KB, when a producer sends up to 1 MB. */
    private static final int LARGE = 300 * 1024;

    private static final Set<ApiKeys> PRODUCE = Set.of(ApiKeys.PRODUCE);

    private static KafkaBroker broker;
    private static PlainClients clients;
    private static KafkaProxy proxy;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.startBehindProxy(Map.of());
        proxy = broker.proxy();
        clients = new PlainClients(broker);
    }

    @AfterEach
    void letEverythingPass() {
        proxy.release();
        proxy.mend();
    }

    @AfterAll
    static void closeAndLeaveNoThread() {
        broker.close();
        await("no thread of a proxy", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(proxy.threads())));
    }

    @Test
    void whatPassesArrivesByteForByte(TestInfo test) throws Exception {
        String topic = clients.topic(test, 4);
        int connections = proxy.forwarded(ApiKeys.API_VERSIONS); // asked once by each
        Random random = new Random(Seed.of("KafkaProxyIT"));
        Map<Integer, List<String>> sent = new HashMap<>();
        List<Future<?>> taken = new ArrayList<>();
        try (var producer = clients.producer("sender", Map.of("linger.ms", "5"))) {
            for (int i = 0; i < 5_000; i++) {
                String value = PlainClients.text(random, i == 2_500 ? LARGE : random.nextInt(200));
                sent.computeIfAbsent(i % 4, none -> new ArrayList<>()).add(value);
                taken.add(producer.send(new ProducerRecord<>(topic, i % 4, null, value)));
            }
        }
        for (Future<?> each : taken) {
            each.get();
        }
        Map<Integer, List<String>> read = new HashMap<>();
        try (Tail tail = new Tail(proxy.bootstrapServers(), topic)) {
            tail.await(5_000).forEach(record -> read.computeIfAbsent(record.partition(), none -> new ArrayList<>())
                    .add(Tail.text(record.value())));
        }
        assertThat(read.equals(sent)).as("the same in the same order").isTrue();
        // A damaged request costs the connection, and clients make up for that: each of the two needs one to find the
        // broker and one to work with it.
        assertThat(proxy.forwarded(ApiKeys.API_VERSIONS) - connections).isEqualTo(2 + 2);
    }

    @Test
    void aMemberCutOffFromItsCoordinatorAloneReadsOnWhileAnotherHasItsPartitions(TestInfo test) throws Exception {
        new Handover(clients, clients.topic(test, 2)).happens(any -> true, clients::memberStraight);
    }

    @Test
    void aMemberIsCutOffByItsClientIdAlone(TestInfo test) throws Exception {
        new Handover(clients, clients.topic(test, 2)).happens("cut-off"::equals, clients::memberThroughProxy);
    }

    @Test
    void requestsOfOneClientAreDroppedAndThoseOfAnotherAreNot(TestInfo test) throws Exception {
        String topic = clients.topic(test, 1);
        int before = proxy.dropped(ApiKeys.PRODUCE);
        try (var silenced = clients.producer("silenced");
                var heard = clients.producer("heard")) {
            send(silenced, topic, "0").get();
            proxy.drop(PRODUCE, "silenced"::equals);
            Future<?> sent = send(silenced, topic, "2");
            await("dropped", () -> proxy.dropped(ApiKeys.PRODUCE) > before);
            send(heard, topic, "1").get();
            assertThat(sent).isNotDone();

            proxy.release();
            await("sent again long before the client's own patience ends", sent::isDone);
            sent.get();
        }
        assertThat(clients.values(topic, 3)).containsExactly("0", "1", "2");
    }

    @Test
    void heldProduceRequestsArriveAfterReleaseInOrderAndOnce(TestInfo test) throws Exception {
        String topic = clients.topic(test, 1);
        List<String> values = IntStream.range(0, 500).mapToObj(String::valueOf).toList();
        // Impatient: sends the same again by new connections, while the first is held.
        Map<String, Object> impatient = Map.of("request.timeout.ms", "1000", "batch.size", "1");
        try (var producer = clients.producer("held", impatient)) {
            send(producer, topic, values.get(0)).get();
            int held = proxy.held(ApiKeys.PRODUCE);
            int forwarded = proxy.forwarded(ApiKeys.PRODUCE);
            proxy.hold(PRODUCE);
            List<Future<?>> sent = new ArrayList<>();
            values.subList(1, values.size()).forEach(value -> sent.add(send(producer, topic, value)));
            await("held, and tried again", () -> proxy.held(ApiKeys.PRODUCE) >= held + 3);
            assertThat(sent).noneMatch(Future::isDone);
            assertThat(proxy.forwarded(ApiKeys.PRODUCE)).isEqualTo(forwarded);
            assertThat(clients.end(topic)).as("records the broker has").isEqualTo(1);

            proxy.release();
            for (Future<?> each : sent) {
                each.get();
            }
        }
        assertThat(clients.values(topic, values.size())).isEqualTo(values);
        assertThat(clients.end(topic)).isEqualTo(values.size());
    }

    @Test
    void whatIsHeldArrivesThoughItsClientHasGone(TestInfo test) throws Exception {
        String topic = clients.topic(test, 1);
        var producer = clients.producer("gone");
        send(producer, topic, "in time").get();
        int held = proxy.held(ApiKeys.PRODUCE);
        proxy.hold(PRODUCE, "gone"::equals);
        send(producer, topic, "late");
        await("held", () -> proxy.held(ApiKeys.PRODUCE) > held);
        producer.close(Duration.ZERO);
        clients.sendStraight(topic, "meanwhile");

        proxy.release();
        assertThat(clients.values(topic, 3)).containsExactly("in time", "meanwhile", "late");
    }

    @Test
    void clientsComeBackAfterACutAndAfterTheBrokersEnd(TestInfo test) throws Exception {
        String topic = clients.topic(test, 1);
        try (Tail tail = new Tail(proxy.bootstrapServers(), topic);
                var producer = clients.producer("sender")) {
            send(producer, topic, "before").get();
            tail.await(1);

            proxy.cut();
            int forwarded = proxy.forwarded(ApiKeys.PRODUCE);
            Future<?> sent = send(producer, topic, "cut");
            Awaitility.await("nothing passes")
                    .during(Duration.ofSeconds(1))
                    .until(() -> !sent.isDone() && proxy.forwarded(ApiKeys.PRODUCE) == forwarded);
            clients.sendStraight(topic, "past it");
            assertThat(tail.size()).isEqualTo(1);
            proxy.mend();
            sent.get();
            tail.await(3);

            broker.kill();
            broker.restart();
            send(producer, topic, "after").get();
            assertThat(tail.await(4).stream().map(each -> Tail.text(each.value())))
                    .containsExactly("before", "past it", "cut", "after");
        }
    }

    @Test
    void theBridgeWorksBehindIt() {
        try (World world = World.behindProxy(3, Map.of())) {
            new Feed(world, Seed.of("KafkaProxyIT")).send(300);
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isPositive();
            assertThat(world.broker.proxy().forwarded(ApiKeys.PRODUCE)).isPositive();
            assertThat(instance.stop()).isZero();
        }
    }
}
