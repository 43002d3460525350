package io.batchtask.bridge.it.world;

import java.util.SplittableRandom;

/** Chance that can be had again: all of it follows from one number, which {@code -Dtests.seed} brings back. */
public final class Seed {
    private static final long OF_THE_RUN = Long.getLong("tests.seed", System.nanoTime());

    private Seed() {}

    /** The number all others follow from. */
    public static long ofTheRun() {
        return OF_THE_RUN;
    }

    /** @param salt tells those who ask apart; the same gets the same number in each run with one seed */
    public static long of(String salt) {
        return new SplittableRandom(OF_THE_RUN + salt.hashCode()).nextLong();
    }
}
