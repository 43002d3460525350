package io.batchtask.bridge.replay;

/**
 * Offsets of one partition.
 *
 * @param first of them
 * @param end the one after the last; equals {@code first} when there are none
 */
record OffsetRange(long first, long end) {
    OffsetRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("no range of offsets: " + first + " to " + end);
        }
    }

    long size() {
        return end - first;
    }
}
