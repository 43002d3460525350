package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Requests for a guarantee test: most with one of many keys, some without, a few unreadable. */
public final class Feed {
    /** How much; {@code mvn -Psoak verify} asks for more. */
    public static final int RECORDS = Integer.getInteger("guarantee.records", 3_000);

    /** How long something is away; {@code mvn -Psoak verify} asks for longer. */
    public static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("guarantee.outage-seconds", 8));

    /** So many keys, that most records of a window have one of their own. */
    private static final int MANY_KEYS = 500;

    private static final int UNREADABLE_EVERY = 100;
    private static final int TICKS_PER_SECOND = 20;

    private final World world;
    private final Random random;
    private final int keys;
    private int sent;

    /** @param seed the same seed makes the same requests */
    public Feed(World world, long seed) {
        this(world, seed, MANY_KEYS);
    }

    public Feed(World world, long seed, int keys) {
        this.world = world;
        this.keys = keys;
        this.random = new Random(seed);
    }

    /** Sends so many more; returns when the broker has them. */
    public void send(int count) {
        for (int i = 0; i < count; i++) {
            sent++;
            String key = random.nextInt(4) == 0 ? null : "key-" + random.nextInt(keys);
            boolean unreadable = sent % UNREADABLE_EVERY == 0;
            world.send(key, unreadable ? "no number " + sent : String.valueOf(1 + random.nextInt(1_000)));
        }
        world.flush();
    }

    /** Sends steadily, in a thread of its own, while that happens. */
    public void during(int perSecond, Runnable happening) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        Future<?> ticking = ticker.scheduleAtFixedRate(
                () -> send(perSecond / TICKS_PER_SECOND), 0, 1_000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
        try {
            happening.run();
            assertThat(ticking.isDone()).as("the feed broke").isFalse();
        } finally {
            ticker.shutdown();
            Awaitility.await("the last tick").until(ticker::isTerminated);
        }
    }
}
