package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Requests that come before NetServer shows their tasks. */
@Execution(CONCURRENT)
class NotFoundGraceIT {
    private static final String SITUATION = "ids come before NetServer shows their tasks, with a grace for them";
    private static final Duration NEVER = Duration.ofDays(1);

    /** Far more than a test takes: what happens meanwhile happens within it. */
    private static final String LONG_GRACE = "5m";

    private static final String FOUND = "event attempts=1";
    private static final String NOT_FOUND = "not-found attempts=1";

    private final Random random = new Random(Seed.of("NotFoundGraceIT"));

    @Test
    @Guarantee(SITUATION)
    void aTaskThatAppearsWithinTheGraceIsFoundAndNoOther() {
        Duration grace = Duration.ofSeconds(6);
        int third = 200;
        try (World world = World.create()) {
            world.set("retry.not-found-grace", "6s").set("intake.max-in-flight", 8);
            Map<String, String> ends = new HashMap<>();
            for (int id = 1; id <= 3 * third; id++) {
                boolean appears = id % 3 == 0;
                ends.put(String.valueOf(id), appears ? FOUND : NOT_FOUND);
                long within = random.nextLong(grace.toMillis());
                long after = grace.plus(Timeouts.LONG).toMillis() + within;
                world.netServer.appears(id, id % 3 == 2 ? NEVER : Duration.ofMillis(appears ? within : after));
                world.send("key-" + random.nextInt(third), String.valueOf(id));
            }
            Instance instance = Instance.start(world);

            RecordBalance books = RecordBalance.close(world); // the order of each key as well

            assertThat(books.repeats()).isZero();
            assertThat(ends(world)).isEqualTo(ends);
            Map<String, Long> looks = looks(world.netServer);
            assertThat(ends.keySet())
                    .filteredOn(id -> ends.get(id).equals(NOT_FOUND))
                    .as("looks at each: the first, the last, which is confirmed, and few between")
                    .allSatisfy(id -> assertThat(looks.get(id)).isBetween(2L, 20L));
            assertThat(instance.management().metrics().sum("batchtask_lookups_awaiting_task"))
                    .isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    /** Whoever waits holds neither a call nor anybody up, not even a stop; the next run gives it its time anew. */
    @Test
    @Guarantee(SITUATION)
    void whatWaitsForItsTaskHoldsUpNeitherTheOthersNorAStop() {
        int waiting = 400;
        int others = 300;
        try (World world = World.create();
                Tail events = world.tail(world.info)) {
            world.set("retry.not-found-grace", LONG_GRACE).set("intake.max-in-flight", 2);
            Instance first = sendAndAwait(world, waiting);
            for (int id = waiting + 1; id <= waiting + others; id++) {
                world.send(null, String.valueOf(id));
            }
            world.flush();
            events.await(others);
            assertThat(ends(world)).hasSize(others).containsValue(FOUND).doesNotContainValue(NOT_FOUND);

            long began = System.nanoTime();
            assertThat(first.stop()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("far from two thirds of the drain time-out of 30 s")
                    .isLessThan(Duration.ofSeconds(12));
            assertThat(first.said(" WARN ")).as(first.log()).isZero();

            Instance second = Instance.start(world);
            second.await("they wait again", Timeouts.LONG, () -> waiting(second) == waiting);
            appearAll(world, waiting);
            assertThat(RecordBalance.close(world).repeats()).isZero();
            assertThat(ends(world)).hasSize(waiting + others).doesNotContainValue(NOT_FOUND);
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    @Guarantee(SITUATION)
    void whatWaitsForItsTaskIsHandedOverAtOnceAndOutlivesItsOwner() {
        int waiting = 300;
        try (World world = World.create(2)) {
            world.set("retry.not-found-grace", LONG_GRACE);
            world.set("kafka.client.session.timeout.ms", 6_000);
            Instance first = sendAndAwait(world, waiting);
            Instance second = Instance.start(world);
            first.awaitSaid("partitions revoked; partitions=[ids");
            long since = System.nanoTime();
            second.awaitAssigned();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
            second.await("its share waits", Timeouts.LONG, () -> waiting(first) + waiting(second) == waiting);

            first.kill();
            second.await("all wait", Timeouts.LONG, () -> waiting(second) == waiting);
            appearAll(world, waiting);

            assertThat(RecordBalance.close(world).repeats()).isZero();
            assertThat(ends(world)).hasSize(waiting).doesNotContainValue(NOT_FOUND);
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    @Guarantee(SITUATION)
    void withoutAGraceEachIsAskedForOnceAndAtMostConfirmed() {
        int missing = 200;
        try (World world = World.create()) {
            for (int id = 1; id <= missing; id++) {
                world.netServer.appears(id, NEVER);
                world.send(null, String.valueOf(id));
            }
            Instance instance = Instance.start(world);
            RecordBalance.close(world);
            assertThat(ends(world)).hasSize(missing).containsValue(NOT_FOUND).doesNotContainValue(FOUND);
            assertThat(looks(world.netServer).values()).hasSize(missing).allMatch(looks -> looks <= 2);
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee(SITUATION)
    void aPersonWhoAsksIsToldAtOnce() {
        try (World world = World.create()) {
            world.set("retry.not-found-grace", LONG_GRACE);
            world.netServer.appears(42, NEVER);
            Program lookUp = world.program("lookup", "42");
            assertThat(lookUp.exit()).isEqualTo(1);
            assertThat(lookUp.text()).contains("42: no such task");
            assertThat(looks(world.netServer).get("42")).isLessThanOrEqualTo(2);
        }
    }

    /** Started, with so many requests that wait for tasks which do not appear. */
    private static Instance sendAndAwait(World world, int waiting) {
        for (int id = 1; id <= waiting; id++) {
            world.netServer.appears(id, NEVER);
            world.send("key-" + id, String.valueOf(id));
        }
        world.flush();
        Instance instance = Instance.start(world);
        return instance.await("all wait", Timeouts.LONG, () -> waiting(instance) == waiting);
    }

    private static void appearAll(World world, int waiting) {
        IntStream.rangeClosed(1, waiting).forEach(id -> world.netServer.appears(id, Duration.ZERO));
    }

    private static int waiting(Instance instance) {
        return (int) instance.management().metrics().sum("batchtask_lookups_awaiting_task");
    }

    /** How the request for each task ended. */
    private static Map<String, String> ends(World world) {
        return Tail.all(world, world.info).stream()
                .collect(Collectors.toMap(NotFoundGraceIT::subject, Tail::end, (one, again) -> again));
    }

    private static String subject(ConsumerRecord<byte[], byte[]> event) {
        return Tail.header(event, "ce_subject");
    }

    private static Map<String, Long> looks(NetServerSimulator netServer) {
        return netServer.journal().stream()
                .filter(call -> call.id() != null)
                .collect(Collectors.groupingBy(NetServerSimulator.Call::id, Collectors.counting()));
    }
}
