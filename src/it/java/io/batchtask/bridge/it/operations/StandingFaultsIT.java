package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the log is like while something stays wrong, and when nothing is. */
class StandingFaultsIT {
    private static final int MOST_LINES = 10;
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(30);

    /** Said of every World, whose NetServer speaks plain HTTP. */
    private static final String CLEAR_TEXT = "passwords and tickets travel in clear text";

    /**
     * A bridge in trouble.
     *
     * @param reason what its log says of it
     * @param request what is sent to it again and again; empty for nothing
     */
    private record Fault(String name, World world, Instance bridge, String reason, String request) {
        private Fault awaitSaid() {
            bridge.awaitSaid(reason);
            return this;
        }

        private int lines() {
            return bridge.jvm.output().size();
        }
    }

    private final List<World> worlds = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<OnlineWorld> tenants = new ArrayList<>();

    private World world() {
        worlds.add(World.create(1));
        return worlds.get(worlds.size() - 1);
    }

    private void fault(String name, World world, String reason, String request) {
        faults.add(new Fault(name, world, Instance.start(world), reason, request));
    }

    /** All at once, as each takes more than a minute. */
    @Test
    void eachIsSaidWithItsReasonAndThenAtMostTenTimesAMinute() {
        try {
            fault("no broker at the start", world().set("kafka.bootstrap-servers", "127.0.0.1:1"), "check=broker", "");
            fault("the ids topic is missing", without(world -> world.ids), "does not exist", "");
            fault("the info topic is missing", without(world -> world.info), "publishing fail", "42");
            World stuck = without(world -> world.deadLetter).set("management.stuck-after", "2s");
            fault("the dead-letter topic is missing, and a record is stuck", stuck, "check=records", "no number");
            fault(
                    "a wrong password",
                    world().signInByPassword(NetServerSimulator.USER, "not-it-at-all"),
                    "wrong-credentials",
                    "42");
            World neverThere = world().signInByPassword();
            neverThere.netServer.down();
            fault("no NetServer at the start", neverThere, "connect-refused", "42");
            World away = world();
            fault("NetServer goes away", away, "NetServer does not answer, reading is paused", "42");
            World flapping = world();
            flapping.netServer.resetEvery(3);
            fault("NetServer resets a third of its connections", flapping, "ready", "42");
            fault("a flood of requests that cannot be read", world(), "rejected; ", "no number");
            OnlineWorld online = OnlineWorld.create();
            tenants.add(online);
            online.online.closes("OfflineMaintenance");
            fault("the tenant is closed", online.world, "the tenant is closed, reading is paused", "42");
            World twice = world().set("kafka.client.group.instance.id", "bridge-0");
            fault("another process has its name", twice, "another process has group.instance.id", "42");
            faults.get(faults.size() - 1).bridge.awaitAssigned();
            Instance.start(twice); // ended with its world
            worlds.add(World.withOwnBroker(1, Map.of()));
            World brokerless = worlds.get(worlds.size() - 1);
            fault("the broker goes away", brokerless, "has not answered", "");

            faults.get(faults.size() - 1).bridge.awaitSaid(" ready");
            brokerless.broker.stop();
            away.netServer.down();
            requests(Duration.ofSeconds(10)); // the start of each fault, which says more
            faults.forEach(Fault::awaitSaid);
            List<Integer> before = faults.stream().map(Fault::lines).toList();
            requests(MINUTE);

            SoftAssertions each = new SoftAssertions();
            for (int i = 0; i < faults.size(); i++) {
                List<String> log = faults.get(i).bridge.jvm.output();
                each.assertThat(log.subList(before.get(i), log.size()))
                        .as(
                                "%s: lines of a minute; before it: %s",
                                faults.get(i).name, String.join("\n", log.subList(0, before.get(i))))
                        .hasSizeLessThanOrEqualTo(MOST_LINES);
                each.assertThat(log.size())
                        .as("%s: all lines", faults.get(i).name)
                        .isLessThan(5 * MOST_LINES);
            }
            each.assertAll();
        } finally {
            worlds.forEach(World::close);
            tenants.forEach(OnlineWorld::close);
        }
    }

    private World without(java.util.function.Function<World, String> topic) {
        World world = world();
        world.broker.deleteTopic(topic.apply(world));
        return world;
    }

    private void requests(Duration time) {
        AtomicInteger sent = new AtomicInteger();
        Awaitility.await()
                .pollInterval(BETWEEN_REQUESTS)
                .atMost(time.multipliedBy(3))
                .until(() -> {
                    int number = sent.incrementAndGet();
                    faults.stream()
                            .filter(fault -> !fault.request.isEmpty())
                            .filter(fault -> !fault.name.contains("topic is missing") || number <= 3)
                            .forEach(fault -> fault.world.send(null, fault.request));
                    return number >= time.dividedBy(BETWEEN_REQUESTS);
                });
    }

    @Test
    void anInstanceThatTakesOverAndOneThatStopsWarnOfNothing() {
        try (World world = World.create(3)) {
            Instance first = Instance.start(world).awaitAssigned().awaitSaid(" ready");
            Consumer<String> send = id -> world.send(null, id);
            for (int i = 1; i <= 300; i++) {
                send.accept(String.valueOf(i));
            }
            Instance second = Instance.start(world).awaitAssigned().awaitSaid(" ready");
            for (int i = 1; i <= 300; i++) {
                send.accept(String.valueOf(i));
            }
            assertThat(first.stop()).isZero();
            world.awaitNoLag();
            assertThat(second.stop()).isZero();

            for (Instance one : List.of(first, second)) {
                assertThat(one.jvm.output())
                        .filteredOn(line -> !line.contains(" INFO ") && !line.contains(CLEAR_TEXT))
                        .isEmpty();
                assertThat(one.jvm.output()).noneMatch(line -> line.contains("partitions=[]"));
                assertThat(one.jvm.output().size()).isLessThan(15);
            }
        }
    }
}
