package io.batchtask.bridge.relay;

import io.batchtask.bridge.intake.InFlight;

/** A record no partition stands behind: no rebalance takes it away. */
final class Ungrouped implements InFlight {
    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public void pause() {
        // no rebalance to wait for
    }

    @Override
    public void backOff() {
        // no other record waits to be read
    }

    @Override
    public void linger() {
        // no stop to wait for
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public boolean mayPublish() {
        return true;
    }

    @Override
    public boolean finish() {
        return true;
    }
}
