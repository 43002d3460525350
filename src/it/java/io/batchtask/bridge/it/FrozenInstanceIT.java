package io.batchtask.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** A process that stands still for longer than the group waits, and goes on as if nothing had happened. */
class FrozenInstanceIT {
    @org.junit.jupiter.api.RepeatedTest(3)
    void whatAFrozenInstanceFinishesLateIsNeitherCommittedNorOutOfOrder() {
        try (World world = World.create()) {
            world.set("kafka.client.session.timeout.ms", 3_000).set("kafka.client.heartbeat.interval.ms", 500);
            world.netServer.latency(Duration.ofMillis(500));
            Instance frozen = Instance.start(world).awaitAssigned();
            Instance other = Instance.start(world).awaitAssigned();
            new Feed(world, System.nanoTime(), 60).during(Feed.RECORDS / 30, () -> {
                frozen.await("calls under way", Duration.ofSeconds(20), () -> world.netServer.underWay() > 10);
                frozen.jvm.freeze();
                long before = other.said(Instance.ASSIGNED);
                other.await(
                        "all partitions are the other's",
                        Duration.ofSeconds(30),
                        () -> other.said(Instance.ASSIGNED) > before);
                long calls = world.netServer.calls();
                other.await(
                        "the backlog is worked off",
                        Duration.ofSeconds(30),
                        () -> world.netServer.calls() > calls + 100);
                frozen.jvm.thaw();
                frozen.awaitSaid("partitions lost");
            });
            org.slf4j.LoggerFactory.getLogger("io.batchtask.books")
                    .info(
                            "guard; late {}",
                            Tail.all(world, world.info).stream()
                                    .filter(e -> Integer.parseInt(Tail.header(e, "batchtask-lookup-ms")) > 2000)
                                    .count());
            var all = Tail.all(world, world.info);
            all.stream()
                    .filter(e -> Integer.parseInt(Tail.header(e, "batchtask-lookup-ms")) > 2000)
                    .forEach(late -> {
                        StringBuilder b = new StringBuilder("guard; " + Tail.text(late.key()) + " ");
                        all.stream()
                                .filter(e -> java.util.Arrays.equals(e.key(), late.key()))
                                .forEach(e -> b.append(e == late ? " *" : " ")
                                        .append(Tail.header(e, "batchtask-origin")
                                                .substring(6))
                                        .append("@")
                                        .append(e.timestamp() % 100000));
                        org.slf4j.LoggerFactory.getLogger("io.batchtask.books").info(b.toString());
                    });
            Books.close(world, Duration.ofSeconds(60));
            assertThat(frozen.stop()).isZero();
            assertThat(other.stop()).isZero();
        }
    }
}
