package io.batchtask.bridge.replay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That a replay is to end; once it is set, it stays. */
final class StopSignal {
    private final CountDownLatch set = new CountDownLatch(1);

    void set() {
        set.countDown();
    }

    boolean isSet() {
        return set.getCount() == 0;
    }

    /** @throws Stopped if it is set, or is within that time */
    void pause(Duration time) throws InterruptedException, Stopped {
        if (set.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new Stopped();
        }
    }

    void check() throws Stopped {
        if (isSet()) {
            throw new Stopped();
        }
    }
}
