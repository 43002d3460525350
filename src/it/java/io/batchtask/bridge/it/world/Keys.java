package io.batchtask.bridge.it.world;

import java.util.Random;

/**
 * Keys as they are in life: a few used all the time, many hardly ever used, and requests without one.
 *
 * @param hot how many are used all the time
 * @param hotShare of all requests, for those; 0.1 is one in ten
 * @param rare how many the others choose from
 * @param without share of requests without a key
 */
public record Keys(int hot, double hotShare, int rare, double without) {
    /** No hot one, and hardly one that is used twice. */
    public static final Keys RARE = new Keys(1, 0, 1_000_000, 0.3);

    String next(Random random) {
        double at = random.nextDouble();
        if (at < hotShare) {
            return "hot-" + random.nextInt(hot);
        }
        return at < hotShare + without ? null : "rare-" + random.nextInt(rare);
    }
}
