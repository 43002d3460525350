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
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** The broker goes away while records are under way. */
@Execution(CONCURRENT)
class BrokerLossIT {
    @Test
    @Guarantee("the broker is stopped, or killed while events are written")
    void aBrokerThatIsStoppedForAWhileIsWaitedFor() {
        try (World world = World.withOwnBroker(3, Map.of())) {
            world.netServer.latency(Duration.ofMillis(100));
            new Feed(world, Seed.of("BrokerLossIT")).send(Feed.RECORDS);
            Instance instance = startedAndHalfDone(world, 4);
            world.broker.stop();
            staysUp(instance);
            world.broker.restart();
            RecordBalance.close(world);
            assertThat(instance.stop()).isZero();
            assertThat(instance.said("committing failed"))
                    .as("log lines about commits")
                    .isLessThanOrEqualTo(5);
        }
    }

    @Test
    @Guarantee("the broker is stopped, or killed while events are written")
    void aBrokerThatIsKilledWhilePublishingLosesNothing() {
        try (World world = World.withOwnBroker(3, Map.of())) {
            world.netServer.latency(Duration.ofMillis(100));
            new Feed(world, Seed.of("BrokerLossIT")).send(Feed.RECORDS);
            Instance instance = null;
            for (int parts = 4; parts > 1; parts--) {
                instance = instance == null ? startedAndHalfDone(world, parts) : halfDone(world, instance, parts);
                world.broker.kill();
                world.broker.restart();
            }
            RecordBalance.close(world);
            assertThat(instance.stop()).isZero();
        }
    }

    private static Instance startedAndHalfDone(World world, int parts) {
        return halfDone(world, Instance.start(world), parts);
    }

    /** Until one of so many parts of all requests has been looked up. */
    private static Instance halfDone(World world, Instance instance, int parts) {
        return instance.await("calls", Timeouts.LONG, () -> world.netServer.calls() > Feed.RECORDS / parts);
    }

    private static void staysUp(Instance instance) {
        Awaitility.await("alive without a broker")
                .during(Feed.OUTAGE)
                .atMost(Feed.OUTAGE.plusSeconds(5))
                .until(instance.jvm::isAlive);
    }
}
