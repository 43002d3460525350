package io.batchtask.bridge.relay;

import io.batchtask.bridge.intake.InFlight;

/** A record under way whose partition a test may take away. */
final class Flight implements InFlight {
    boolean working;
    boolean backingOff;
    boolean lingering;
    boolean awaited;
    boolean draining;
    volatile boolean lost;
    Error breaks; // once, at the next back-off
    int finished;

    @Override
    public boolean begin() {
        if (lost || (draining && !working)) {
            return false;
        }
        working = true;
        backingOff = false;
        lingering = false;
        return true;
    }

    @Override
    public void pause() {
        working = false;
        backingOff = false;
        lingering = false;
    }

    @Override
    public void backOff() {
        Error now = breaks;
        breaks = null;
        if (now != null) {
            throw now;
        }
        working = false;
        backingOff = true;
    }

    @Override
    public void linger() {
        working = false;
        lingering = true;
    }

    @Override
    public boolean isAwaited() {
        return awaited;
    }

    @Override
    public boolean mayPublish() {
        return !lost;
    }

    @Override
    public boolean finish() {
        working = false;
        return !lost && ++finished == 1;
    }
}
