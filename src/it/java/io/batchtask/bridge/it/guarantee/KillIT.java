package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A process that dies without a word. */
class KillIT {
    /** What a crash may repeat: the calls under way, and what was finished since the last commit, 100 ms before. */
    private static final int WINDOW = 64 + 136;

    @Test
    @Guarantee("the process is killed (SIGKILL), again and again")
    void theOnlyInstanceIsKilledAgainAndAgainAndNothingIsLost() {
        long seed = Seed.of("KillIT");
        Random random = new Random(seed);
        int kills = Math.max(3, Feed.RECORDS / 1_000);
        try (World world = World.create();
                Tail events = world.tail(world.info)) {
            world.netServer.latency(Duration.ofMillis(50));
            world.set("kafka.client.session.timeout.ms", 6_000);
            Feed feed = new Feed(world, seed);
            int batch = Feed.RECORDS / (kills + 1);
            Instance instance = null;
            for (int i = 0; i < kills; i++) {
                feed.send(batch);
                int goal = events.size() + batch / 4 + random.nextInt(batch / 2);
                instance = Instance.start(world);
                instance.await(goal + " events, seed " + seed, Timeouts.LONG, () -> events.size() >= goal);
                instance.kill();
            }
            feed.send(Feed.RECORDS - kills * batch);
            instance = Instance.start(world);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.repeats())
                    .as("repeats after %d kills, seed %d", kills, seed)
                    .isLessThan(kills * WINDOW);
            assertThat(instance.stop()).isZero();
        }
    }
}
