package io.batchtask.bridge.intake;

import org.apache.kafka.common.TopicPartition;

/** Polls without a broker, for tests of what comes behind the intake. */
public final class Polled {
    private final OpenWindows windows;
    private final TopicPartition partition;
    private final PartitionWindow window;

    public Polled(Intake intake, String topic, int number) {
        this.windows = intake.windows();
        this.partition = new TopicPartition(topic, number);
        this.window = windows.open(partition, Leases.lasting());
    }

    /** A record was polled and will be handed over. */
    public void record(long offset) {
        window.register(offset, 1, System.nanoTime());
        windows.registered();
    }

    /** The partition is taken away. */
    public void lost() {
        windows.close(partition, window);
    }

    /** The partition will be taken away: what is under way may end, nothing begins any more. */
    public void givingBack() {
        window.drain(Long.MAX_VALUE);
    }

    /** Whether giving it back need wait for nothing. */
    public boolean isQuiet() {
        return window.isQuiet();
    }

    /** The offset that would be committed now. */
    public long committable(long position) {
        return window.offsets().committable(position);
    }
}
