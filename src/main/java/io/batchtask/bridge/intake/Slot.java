package io.batchtask.bridge.intake;

import java.util.function.Consumer;

/** The place of one record in its partition's window, from poll to commit. Guarded by the window. */
final class Slot implements InFlight {
    final long offset;
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
        /** Started; waiting for a turn or a back-off. */
        RESTING,
        /** Started; a call or a publication is under way. */
        WORKING,
        FINISHED
    }

    Slot(PartitionWindow window, long offset, int bytes) {
        this.window = window;
        this.offset = offset;
        this.bytes = bytes;
    }

    @Override
    public boolean work() {
        return window.work(this);
    }

    @Override
    public void rest() {
        window.rest(this);
    }

    @Override
    public void backOff() {
        window.rest(this);
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
