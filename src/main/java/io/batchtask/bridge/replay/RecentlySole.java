package io.batchtask.bridge.replay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Believes for a moment what the broker has said: to describe a group takes it longer than a whole transaction. A process
 * that stood still finds that the moment is over, and asks.
 */
final class RecentlySole implements SoleReplay {
    /** Much less than a session lasts, without which nobody else can begin. */
    static final Duration BELIEVED = Duration.ofSeconds(1);

    private final SoleReplay asked;
    private final LongSupplier nanoTime;
    private boolean known;
    private long knownAt;

    RecentlySole(SoleReplay asked, LongSupplier nanoTime) {
        this.asked = asked;
        this.nanoTime = nanoTime;
    }

    @Override
    public void mustBe() throws ReplayRefused, InterruptedException {
        known = false;
        asked.mustBe();
    }

    @Override
    public boolean isStill() throws InterruptedException {
        long now = nanoTime.getAsLong();
        if (!known || now - knownAt >= BELIEVED.toNanos()) {
            known = asked.isStill();
            knownAt = now; // it was true then, whenever the answer came
        }
        return known;
    }
}
