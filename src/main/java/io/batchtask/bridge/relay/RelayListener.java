package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.CallListener;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;

/** Learns how records end and what calls come to. Called while records are in flight: must neither wait nor throw. */
@FunctionalInterface
public interface RelayListener extends CallListener {
    /** A record has ended. */
    void ended(Outcome outcome);

    @Override
    default void answered(Reply reply, Duration time) {
        // not every listener measures
    }
}
