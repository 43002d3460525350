package io.batchtask.bridge.calls;

/** How often something has happened in the last second. Not safe from several threads. */
final class RateCounter {
    private static final int SLICES = 20;
    private static final long SLICE_NANOS = 50_000_000;

    private final long[] counts = new long[SLICES];
    private long latest = Long.MIN_VALUE; // the number of the slice that is being filled

    void count(long now) {
        turnTo(now);
        counts[place(latest)]++;
    }

    /** Times per second: those of the last nineteen slices and of the one begun, over the time they took. */
    double at(long now) {
        turnTo(now);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum * 1e9 / ((SLICES - 1) * SLICE_NANOS + Math.floorMod(now, SLICE_NANOS));
    }

    private void turnTo(long now) {
        long slice = Math.floorDiv(now, SLICE_NANOS);
        for (long next = Math.max(latest + 1, slice - SLICES + 1); next <= slice; next++) {
            counts[place(next)] = 0;
        }
        latest = Math.max(latest, slice);
    }

    private static int place(long slice) {
        return Math.floorMod(slice, SLICES);
    }
}
