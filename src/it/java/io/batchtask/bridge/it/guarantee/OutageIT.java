package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** NetServer goes away, or answers no calls, or not all. */
@Execution(CONCURRENT)
class OutageIT {
    private static final int MAX_IN_FLIGHT = 64;

    /** Ids no feed asks for. */
    private static final List<Integer> POISON = List.of(2_020, 2_060, 2_100);

    @Test
    @Guarantee("NetServer is down or hangs, for seconds or for longer than the poll interval")
    void whileNetServerIsDownReadingPausesAndNoAttemptIsBurnt() {
        try (World world = World.create()) {
            outage(world, world.netServer::down, world.netServer::up);
        }
    }

    @Test
    @Guarantee("NetServer is down or hangs, for seconds or for longer than the poll interval")
    void whileNetServerHangsOnlyProbesReachItAndNoAttemptIsBurnt() {
        try (World world = World.create()) {
            world.set("netserver.connect-timeout", "1s").set("netserver.response-timeout", "3s");
            outage(
                    world,
                    () -> world.netServer.faultEverywhere(Fault.HANG),
                    () -> world.netServer.faultEverywhere(null));
        }
    }

    private static void outage(World world, Runnable begin, Runnable end) {
        world.netServer.latency(Duration.ofMillis(50));
        Feed feed = new Feed(world, Seed.of("OutageIT"));
        feed.send(Feed.RECORDS / 2);
        Instance instance = Instance.start(world);
        instance.await("calls", Timeouts.LONG, () -> world.netServer.calls() > Feed.RECORDS / 8);

        begin.run();
        instance.awaitSaid("NetServer does not answer, reading is paused");
        long lag = world.lag();
        int calls = world.netServer.calls();
        feed.send(Feed.RECORDS / 4);
        Awaitility.await("nothing but probes")
                .during(Feed.OUTAGE)
                .atMost(Feed.OUTAGE.plusSeconds(10))
                // and calls that were on their way when the outage was declared
                .until(() -> world.netServer.calls() - calls <= MAX_IN_FLIGHT + Feed.OUTAGE.toSeconds() * 5);
        assertThat(world.lag()).as("reading is paused, so the lag grows").isGreaterThan(lag);
        int deadLettersOfTheOutage = deadLettersOfLookUps(world);

        end.run();
        instance.awaitSaid("NetServer answers again, reading goes on");
        RecordBalance books = RecordBalance.close(world);
        assertThat(deadLettersOfTheOutage).as("dead letters of the outage").isZero();
        assertThat(deadLettersOfLookUps(world)).as("dead letters of look-ups").isZero();
        assertThat(books.attempts().keySet()).as("attempts").isSubsetOf(1, 2);
        assertThat(books.attempts().getOrDefault(2, 0))
                .as("second attempts: what an outage costs does not count, a slow first call of a cold process does")
                .isLessThanOrEqualTo(MAX_IN_FLIGHT);
        assertThat(books.repeats()).as("repeats").isZero();
        assertThat(instance.said("partitions lost") + instance.said("partitions revoked"))
                .isZero();
        assertThat(instance.stop()).isZero();
    }

    private static int deadLettersOfLookUps(World world) {
        return (int) Tail.all(world, world.deadLetter).stream()
                .filter(letter -> Tail.header(letter, "x-dlq-step").equals("look-up"))
                .count();
    }

    @Test
    @Guarantee("NetServer is down or hangs, for seconds or for longer than the poll interval")
    void aNetServerThatHangsLongerThanThePollIntervalDoesNotCostTheMembership() {
        try (World world = World.create()) {
            world.set("kafka.client.max.poll.interval.ms", 5_000).set("netserver.response-timeout", "15s");
            world.netServer.faultEverywhere(Fault.HANG);
            new Feed(world, Seed.of("OutageIT")).send(1_000);
            Instance instance = Instance.start(world);
            instance.await("calls", Timeouts.LONG, () -> world.netServer.underWay() == MAX_IN_FLIGHT);

            Awaitility.await("a member")
                    .during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(12))
                    .until(() -> world.netServer.calls() == MAX_IN_FLIGHT && instance.jvm.isAlive());
            assertThat(instance.said(Instance.ASSIGNED)).as("assigned").isEqualTo(1);
            assertThat(instance.said("partitions lost") + instance.said("partitions revoked"))
                    .isZero();

            // Another member joins: what cannot be finished is given back within the poll interval.
            world.netServer.faultEverywhere(null);
            Instance other = Instance.start(world).awaitAssigned();
            RecordBalance.close(world);
            assertThat(instance.said("partitions lost") + other.said("partitions lost"))
                    .isZero();
            assertThat(instance.stop()).isZero();
            assertThat(other.stop()).isZero();
        }
    }

    @Test
    @Guarantee("NetServer resets every third connection")
    void aNetServerThatResetsEveryThirdConnectionIsAskedUntilItHasAnsweredAll() {
        try (World world = World.create()) {
            world.set("retry.max-attempts", 30);
            world.netServer.resetEvery(3);
            new Feed(world, Seed.of("OutageIT")).send(Feed.RECORDS / 3);
            Instance instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(deadLettersOfLookUps(world)).isZero();
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee("one id breaks NetServer for ever")
    void someIdsThatBreakForEverAreDeadLetterAndThoseThatBreakForAWhileAreNot() {
        try (World world = World.create()) {
            world.netServer.latency(Duration.ofMillis(50));
            for (int id : POISON) {
                world.netServer.fault(id, Fault.HALF_REPLY);
                world.netServer.faultFirst(id + 1, 3, Fault.HALF_REPLY);
            }
            Instance instance = Instance.start(world).awaitAssigned();
            new Feed(world, Seed.of("OutageIT")).during(200, () -> {
                instance.await("others are answered", Duration.ofSeconds(30), () -> world.netServer.calls() > 100);
                for (int id : POISON) {
                    world.send(null, String.valueOf(id));
                    world.send(null, String.valueOf(id + 1));
                }
                ManagementPort port = instance.management(); // the log may count them
                instance.await(
                        "all given up",
                        Timeouts.LONG,
                        () -> port.metrics().sum("batchtask_records_rejected_total", "class=\"poison\"") == 3);
            });
            RecordBalance books = RecordBalance.close(world);
            assertThat(Tail.all(world, world.deadLetter))
                    .filteredOn(letter -> Tail.header(letter, "x-dlq-class").equals("poison"))
                    .allSatisfy(letter ->
                            assertThat(Tail.header(letter, "x-dlq-attempts")).isEqualTo("5"))
                    .extracting(letter -> Integer.valueOf(Tail.text(letter.value())))
                    .containsExactlyInAnyOrderElementsOf(POISON);
            assertThat(instance.said("NetServer does not answer")).as("outages").isZero();
            assertThat(books.attempts()).containsOnlyKeys(1, 4).containsEntry(4, 3);
            assertThat(instance.stop()).isZero();
        }
    }
}
