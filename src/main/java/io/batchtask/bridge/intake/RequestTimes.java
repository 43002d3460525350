package io.batchtask.bridge.intake;

import java.util.OptionalLong;

/**
 * When the requests of a partition were written, in milliseconds since the epoch.
 *
 * @param oldest of the first unfinished one in hand; empty when there is none, or when it has no time stamp
 * @param latest of the last one read; empty when none was read, or when it has no time stamp
 */
public record RequestTimes(OptionalLong oldest, OptionalLong latest) {
    /** Nothing was read. */
    public static final RequestTimes NONE = new RequestTimes(OptionalLong.empty(), OptionalLong.empty());

    /** A negative number is no time. */
    static RequestTimes of(long oldest, long latest) {
        return new RequestTimes(time(oldest), time(latest));
    }

    private static OptionalLong time(long timestamp) {
        return timestamp < 0 ? OptionalLong.empty() : OptionalLong.of(timestamp);
    }
}
