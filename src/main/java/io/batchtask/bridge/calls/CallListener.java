package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;

/** Learns what calls to NetServer come to. Called while records are in flight: must neither wait nor throw. */
public interface CallListener {
    /** A call has been answered, or has failed; probes included. */
    void answered(Reply reply, Duration time);
}
