package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** NetServer's name leads to another address: another farm, another data centre. The old one goes on answering. */
class NameMovesIT {
    private static final Duration PROMISED = Duration.ofSeconds(150);

    /** Several connections are in use all the time: one that is left idle would prove nothing. */
    private static final Duration OVERLAPPING = Duration.ofMillis(350);

    private int asked;

    @Test
    @Guarantee("NetServer's name moves to another address while there is work without a pause")
    void aNameThatMovesIsFollowedUnderLoad() throws IOException {
        try (World world = World.create();
                NetServerSimulator there = NetServerSimulator.start("127.0.0.2", world.netServer.port())) {
            NetServerSimulator here = world.netServer;
            Path hosts = world.directory().resolve("hosts");
            Files.writeString(hosts, "127.0.0.1 localhost crm.test\n");
            world.set("netserver.url", here.url().toString().replace("127.0.0.1", "crm.test"));
            Instance bridge = Instance.start(world, "-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=1");
            here.latency(OVERLAPPING);
            there.latency(OVERLAPPING);
            asking(world, Duration.ofMinutes(1), () -> here.calls() > 50);
            assertThat(there.calls()).isZero();

            Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.2 crm.test\n");
            long moved = System.nanoTime();

            asking(world, PROMISED.multipliedBy(2), () -> System.nanoTime() - moved > PROMISED.toNanos());
            int left = here.calls();
            int begun = there.calls();
            asking(world, Duration.ofMinutes(1), () -> there.calls() > begun + 50);
            assertThat(here.calls()).as("calls to the old address").isEqualTo(left);
            assertThat(world.tail(world.info).await(asked)).hasSize(asked).allSatisfy(event -> assertThat(
                            event.headers().lastHeader("batchtask-attempts").value())
                    .isEqualTo(new byte[] {'1'}));
            assertThat(bridge.stop()).isZero();
        }
    }

    /** A request each tenth of a second: no connection is ever idle for long. */
    private void asking(World world, Duration most, Callable<Boolean> enough) {
        Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(100)).until(() -> {
            world.send(null, String.valueOf(1_000 + ++asked));
            return enough.call();
        });
    }
}
