package io.batchtask.bridge.it.operations;

import io.batchtask.bridge.it.operations.StandingFault.Troubled;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;

/** Bridges side by side, each with a fault that stays, and what their logs are like meanwhile. */
final class FaultWatch implements AutoCloseable {
    private static final int MOST_LINES = 10;
    private static final Duration START = Duration.ofSeconds(10); // of each fault, which says more
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(150); // 400 in a minute, which may be ten lines

    private final Map<StandingFault, Troubled> bridges = new LinkedHashMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    World world() {
        return keep(World.create(1));
    }

    World without(Function<World, String> topic) {
        World world = world();
        world.broker.deleteTopic(topic.apply(world));
        return world;
    }

    OnlineWorld tenant() {
        return keep(OnlineWorld.create());
    }

    /** Closed when all has been seen. */
    <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    /** All at once, as each takes more than a minute. */
    static void watch(List<StandingFault> faults) {
        try (FaultWatch watch = new FaultWatch()) {
            faults.forEach(fault -> watch.bridges.put(fault, fault.made().apply(watch)));
            watch.bridges.values().forEach(one -> one.begin().run());
            watch.look();
        }
    }

    private void look() {
        requests(START);
        List<Integer> before = lines();
        requests(MINUTE);
        List<Integer> after = lines();

        SoftAssertions each = new SoftAssertions();
        int number = 0;
        for (Map.Entry<StandingFault, Troubled> one : bridges.entrySet()) {
            StandingFault fault = one.getKey();
            List<String> log = one.getValue().bridge().jvm.output();
            List<String> start = log.subList(0, before.get(number));
            each.assertThat(log.subList(start.size(), after.get(number)))
                    .as("%s: lines of a minute; before it: %s", fault.name(), String.join("\n", start))
                    .hasSizeLessThanOrEqualTo(MOST_LINES);
            each.assertThat(start)
                    .as("%s: lines of the start", fault.name())
                    .filteredOn(line -> line.startsWith("20")) // a stack trace is part of one
                    .hasSizeLessThan(4 * MOST_LINES);
            each.check(() -> one.getValue().bridge().awaitSaid(fault.reason()));
            if (!fault.check().isEmpty()) { // once a minute
                each.check(() -> one.getValue().bridge().awaitSaid("still not ready; check=" + fault.check()));
            }
            each.assertThat(fault.check().isEmpty() || one.getValue().isRed(fault.check()))
                    .as("%s: %s is red", fault.name(), fault.check())
                    .isTrue();
            number++;
        }
        each.assertAll();
    }

    private List<Integer> lines() {
        return bridges.values().stream()
                .map(one -> one.bridge().jvm.output().size())
                .toList();
    }

    private void requests(Duration time) {
        AtomicInteger sent = new AtomicInteger();
        Awaitility.await()
                .pollInterval(BETWEEN_REQUESTS)
                .atMost(time.multipliedBy(3))
                .until(() -> {
                    int number = sent.incrementAndGet();
                    bridges.values().stream()
                            .filter(one -> number <= one.most())
                            .forEach(one -> one.world().send(null, one.request().apply(number)));
                    return number >= time.dividedBy(BETWEEN_REQUESTS);
                });
    }

    @Override
    public void close() {
        bridges.values().forEach(one -> one.bridge().kill()); // how they stop is another test's affair
        opened.forEach(one -> {
            try {
                one.close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
