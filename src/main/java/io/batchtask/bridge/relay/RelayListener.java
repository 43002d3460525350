package io.batchtask.bridge.relay;

import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;

/** Hears how records end and what calls come to. Called while records are under way: must neither wait nor throw. */
@FunctionalInterface
public interface RelayListener {
    /** A record has ended. */
    void ended(Outcome outcome);

    /** A call has been answered, or has failed; probes included. */
    default void answered(Reply reply, Duration time) {
        // not everybody measures
    }
}
