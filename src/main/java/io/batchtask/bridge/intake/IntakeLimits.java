package io.batchtask.bridge.intake;

import java.time.Duration;

/**
 * The bounds of memory and of repeats after a crash. What the process as a whole may hold is shared: at the bound,
 * reading pauses only for those partitions that have their share of it.
 *
 * @param runnable unfinished records in the process, except those that wait behind an earlier one of their lane, or for
 *     a certain time
 * @param records unfinished records in the process, waiting ones included
 * @param bytes keys, values and headers of unfinished records in the process
 * @param span records a partition may be ahead of its first unfinished one; reading pauses for that partition
 * @param drain longest wait for calls in flight when partitions are given back
 * @param delivery longest time from a publication to the report that it has failed: in a drain none begins later than
 *     that before the end
 */
public record IntakeLimits(int runnable, int records, long bytes, int span, Duration drain, Duration delivery) {
    private static final long MEBIBYTE = 1 << 20;

    /**
     * Sized by the number of calls: enough records to keep every call busy between two polls, and room for one call
     * that takes hundreds of times as long as the others. A partition full of a stuck key's records leaves room for all
     * others.
     */
    public static IntakeLimits forCalls(int maxInFlight, Duration drain, Duration delivery) {
        int span = Math.max(20_000, 20 * maxInFlight);
        return new IntakeLimits(Math.max(1_000, 4 * maxInFlight), 2 * span, 64 * MEBIBYTE, span, drain, delivery);
    }
}
