package io.batchtask.bridge.intake;

import java.util.OptionalLong;

/**
 * How far one partition is, as its consumer reported it from the polling thread.
 *
 * @param committed the next offset the group would read, as far as this process has committed
 * @param position the next offset this consumer will read; empty until it is known
 * @param firstUnfinished empty when nothing is in flight
 * @param span records held: unfinished ones, and those finished behind an unfinished one
 * @param paused whether reading it is paused
 * @param times when its requests were written
 */
public record PartitionProgress(
        String topic,
        int partition,
        OptionalLong committed,
        OptionalLong position,
        OptionalLong firstUnfinished,
        int span,
        boolean paused,
        RequestTimes times) {

    /** Offsets between the first unfinished record and what has been read. */
    public long gap() {
        return firstUnfinished.isEmpty() || position.isEmpty()
                ? 0
                : Math.max(0, position.getAsLong() - firstUnfinished.getAsLong());
    }

    /**
     * Records that are not finished, including those that were not read yet; empty until the position is known.
     *
     * @param endOffset the offset the next record will get, as known some seconds ago: what has been read may be beyond
     */
    public OptionalLong lag(long endOffset) {
        if (position.isEmpty()) {
            return OptionalLong.empty();
        }
        long end = Math.max(endOffset, position.getAsLong());
        return OptionalLong.of(end - firstUnfinished.orElse(position.getAsLong()));
    }
}
