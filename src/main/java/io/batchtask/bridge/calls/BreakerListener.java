package io.batchtask.bridge.calls;

import java.time.Duration;

/** Learns what is thought of NetServer. */
interface BreakerListener {
    /**
     * NetServer may not answer at all.
     *
     * @param suspicion its number
     * @param testAfter when it is worth asking
     */
    default void suspected(long suspicion, Duration testAfter) {}

    /** A call was answered, so there was nothing in the suspicion. */
    default void cleared() {}

    /** NetServer does not answer. */
    default void begun() {}
}
