package io.batchtask.bridge.intake;

import java.util.function.Consumer;

/** The place of one record in its partition's window, from poll to finish. Guarded by the window. */
final class Slot implements InFlight {
    final long offset;
    final long number; // among the records of its window, 0, 1, …: offsets have gaps
    final int bytes;
    private final Window window;

    long timestamp = -1; // of the record; for the polling thread alone, which sets it at once
    State state = State.POLLED;
    Object lane; // kept until the record is finished
    Consumer<InFlight> start; // kept until the record is started

    enum State {
        /** Registered, not yet handed over by Camel. */
        POLLED,
        /** Behind another record of its lane. */
        QUEUED,
        /** Started; waiting for its turn. */
        RESTING,
        /** Started; waiting until a certain time. */
        BACKING_OFF,
        /** Started; waiting until a certain time for what its next owner may wait for as well. */
        LINGERING,
        /** Started; a call or a publication is in flight. */
        WORKING,
        FINISHED
    }

    /** The window it is in, which takes its own lock. */
    interface Window {
        /** See {@link InFlight#begin}. */
        boolean begin(Slot slot);

        /** @param state {@link State#RESTING}, {@link State#BACKING_OFF} or {@link State#LINGERING} */
        void pause(Slot slot, State state);

        /** See {@link InFlight#mayPublish}. */
        boolean mayPublish();

        /** See {@link InFlight#finish}. */
        boolean finish(Slot slot);
    }

    Slot(Window window, long offset, long number, int bytes) {
        this.window = window;
        this.offset = offset;
        this.number = number;
        this.bytes = bytes;
    }

    void startOn(Consumer<Runnable> starter) {
        Consumer<InFlight> begun = start;
        start = null;
        starter.accept(() -> begun.accept(this));
    }

    @Override
    public boolean begin() {
        return window.begin(this);
    }

    @Override
    public void pause() {
        window.pause(this, State.RESTING);
    }

    @Override
    public void backOff() {
        window.pause(this, State.BACKING_OFF);
    }

    @Override
    public void linger() {
        window.pause(this, State.LINGERING);
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean mayPublish() {
        return window.mayPublish();
    }

    @Override
    public boolean finish() {
        return window.finish(this);
    }
}
