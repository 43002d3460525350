package io.batchtask.bridge.it;

import java.util.Random;

/** Requests for a guarantee test: most with one of many keys, some without, a few that nobody can read. */
final class Feed {
    /** How much; {@code mvn -Psoak verify} asks for more. */
    static final int RECORDS = Integer.getInteger("guarantee.records", 3_000);

    private static final int KEYS = 500;
    private static final int UNREADABLE_EVERY = 100;

    private final World world;
    private final Random random;
    private int sent;

    /** @param seed the same seed makes the same requests */
    Feed(World world, long seed) {
        this.world = world;
        this.random = new Random(seed);
    }

    /** Sends so many more; returns when the broker has them. */
    void send(int count) {
        for (int i = 0; i < count; i++) {
            sent++;
            String key = random.nextInt(4) == 0 ? null : "key-" + random.nextInt(KEYS);
            boolean unreadable = sent % UNREADABLE_EVERY == 0;
            world.send(key, unreadable ? "no number " + sent : String.valueOf(1 + random.nextInt(1_000)));
        }
        world.flush();
    }
}
