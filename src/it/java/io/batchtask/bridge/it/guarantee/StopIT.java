package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** SIGTERM while something the bridge needs is not there: it ends in time, with exit code 0, and nothing is lost. */
@Execution(CONCURRENT)
class StopIT {
    private static final int REQUESTS = 300;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final List<String> FACTS = List.of("rejected; ", "not ready; check=output"); // stopping or not
    private static final Duration TO_LEAVE = Duration.ofSeconds(25); // the last commit, the group, the producers

    @Test
    @Guarantee("SIGTERM while the broker is away, while events cannot be published, or while signing in is refused")
    void whileTheBrokerIsAway() {
        try (World world = World.withOwnBroker(3, Map.of()).set("shutdown.drain-timeout", DRAIN)) {
            world.netServer.latency(Duration.ofMillis(100));
            new Feed(world, Seed.of("StopIT")).send(REQUESTS);
            Instance first = Instance.start(world);
            first.await("calls", Timeouts.LONG, () -> world.netServer.calls() > REQUESTS / 4);
            world.broker.stop();

            endsInTime(first);

            world.broker.restart();
            theNextOneDoesTheRest(world);
        }
    }

    @Test
    @Guarantee("SIGTERM while the broker is away, while events cannot be published, or while signing in is refused")
    void whileEventsCannotBePublished() {
        try (World world = World.create().set("shutdown.drain-timeout", DRAIN)) {
            world.broker.deleteTopic(world.info);
            new Feed(world, Seed.of("StopIT")).send(REQUESTS);
            Instance first = Instance.start(world);
            first.awaitSaid("publishing failed, it is repeated; origin=");
            int before = first.jvm.output().size();

            endsInTime(first);
            List<String> log = first.jvm.output();
            assertThat(log.subList(before, log.size()))
                    .filteredOn(
                            line -> !line.contains(" INFO ") && FACTS.stream().noneMatch(line::contains))
                    .singleElement()
                    .asString()
                    .contains(" WARN ", "stopping with records unfinished, they will be read again; unfinished=")
                    .endsWith(" outage=false under-way=false"); // they wait for the next attempt to write them

            world.broker.createTopic(world.info, 3);
            theNextOneDoesTheRest(world);
        }
    }

    @Test
    @Guarantee("SIGTERM while the broker is away, while events cannot be published, or while signing in is refused")
    void whileSigningInIsRefused() {
        String password = "right-horse-battery";
        try (World world = World.create()) {
            world.signInByPassword("bob", password); // unknown to NetServer so far
            new Feed(world, Seed.of("StopIT")).send(REQUESTS);
            Instance first = Instance.start(world);
            first.awaitSaid("signing in failed");

            endsInTime(first);
            assertThat(first.said("stopped; received=")).isEqualTo(1);
            assertThat(world.netServer.calls()).as("look-ups without a ticket").isZero();

            world.netServer.user("bob", password);
            theNextOneDoesTheRest(world);
        }
    }

    private static void endsInTime(Instance instance) {
        long began = System.nanoTime();
        assertThat(instance.stop()).as("exit code").isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("time to stop\n" + instance.log())
                .isLessThan(DRAIN.plus(TO_LEAVE));
    }

    private static void theNextOneDoesTheRest(World world) {
        world.netServer.latency(Duration.ofMillis(5));
        Instance next = Instance.start(world);
        RecordBalance.close(world);
        assertThat(next.stop()).as("exit code").isZero();
    }
}
