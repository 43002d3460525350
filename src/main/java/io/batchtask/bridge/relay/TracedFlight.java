package io.batchtask.bridge.relay;

import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.traces.RecordSpan;

/** A record in flight, and what its trace sees of it. */
record TracedFlight(InFlight flight, RecordSpan span) implements InFlight {
    @Override
    public boolean begin() {
        return flight.begin();
    }

    @Override
    public void pause() {
        flight.pause();
    }

    @Override
    public void backOff() {
        flight.backOff();
    }

    @Override
    public void linger() {
        flight.linger();
    }

    @Override
    public boolean isAwaited() {
        return flight.isAwaited();
    }

    @Override
    public boolean mayPublish() {
        return flight.mayPublish();
    }

    @Override
    public boolean finish() {
        return flight.finish();
    }
}
