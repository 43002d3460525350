package io.batchtask.bridge.intake;

import java.util.function.Consumer;

/** The place of one record in its partition's window, from poll to finish. Guarded by the window. */
final class Slot implements InFlight {
    final long offset;
    final long number; // of the records of its window, 0, 1, …: offsets have gaps
    final int bytes;
    private final PartitionWindow window;

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
        /** Started; waiting for a time that is to come. */
        BACKING_OFF,
        /** Started; a call or a publication is under way. */
        WORKING,
        FINISHED
    }

    Slot(PartitionWindow window, long offset, long number, int bytes) {
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

    /** @param inHand where those in a back-off are counted */
    void become(State next, Backpressure inHand) {
        int backedOff = state == State.BACKING_OFF ? 1 : 0;
        int backsOff = next == State.BACKING_OFF ? 1 : 0;
        if (backsOff != backedOff) {
            inHand.backingOff(backsOff - backedOff);
        }
        state = next;
    }

    @Override
    public boolean work() {
        return window.work(this);
    }

    @Override
    public void rest() {
        window.rest(this, State.RESTING);
    }

    @Override
    public void backOff() {
        window.rest(this, State.BACKING_OFF);
    }

    @Override
    public boolean ours() {
        return window.isOurs();
    }

    @Override
    public boolean finish() {
        return window.finish(this);
    }
}
