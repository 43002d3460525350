package io.batchtask.bridge.intake;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;

/**
 * Where records enter the service: makes the consumers Camel polls, takes over the records Camel hands over, and ends
 * reading. All methods are safe from any thread.
 */
public final class Intake {
    private final OpenWindows windows;
    private final ConsumerReports reports = new ConsumerReports(System::nanoTime);
    private final ClusterFacts cluster = new ClusterFacts();
    private final Fencing fencing = new Fencing(System::nanoTime);
    private final ConsumerFactory consumers;
    private final IntakeReadings readings;
    private final BooleanSupplier outage;

    /**
     * @param workers run the start of each record
     * @param outage whether NetServer is known to be unavailable: meanwhile nothing is read
     */
    public Intake(IntakeLimits limits, Executor workers, BooleanSupplier outage) {
        this.windows = new OpenWindows(limits, workers, outage);
        this.consumers = new ConsumerFactory(limits, windows, reports, cluster, fencing);
        this.readings = new IntakeReadings(windows, reports, fencing);
        this.outage = outage;
    }

    /** Makes the consumers whose records come here. */
    public ConsumerFactory consumers() {
        return consumers;
    }

    /** What can be observed from outside. */
    public IntakeReadings readings() {
        return readings;
    }

    OpenWindows windows() {
        return windows;
    }

    /**
     * Takes over a record that Camel hands over; returns at once.
     *
     * @param lane records with equal lanes of one partition run one after the other, in order
     * @param start called on another thread when it is the record's turn
     * @throws IllegalStateException if the record was not polled by a consumer of {@link #consumers}
     */
    public void accept(Origin origin, Object lane, Consumer<InFlight> start) {
        windows.accept(origin, lane, start);
    }

    /** From now on nothing more is read, and no record starts that waits behind an earlier one of its lane. */
    public void stopReading() {
        windows.stopReading();
    }

    /** Whether {@link #stopReading} has been called. */
    public boolean isStopping() {
        return windows.isStopping();
    }

    /**
     * Waits until everything that has begun is finished and committed. In the last third of the time nothing new
     * begins, and calls in flight are waited for: the next owner of the partition would repeat a call that is cut off.
     *
     * @return false when something is left: behind another record of its lane, because the time ran out, or because an
     *     outage keeps it from ending
     */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        return new Drain(windows, reports, outage).await(atMost);
    }

    /** The ids topic as the cluster knows it; a new id in the same cluster means that the topic was created anew. */
    public void logIs(String clusterId, Uuid topic) {
        cluster.logIs(clusterId, topic);
    }

    /**
     * The broker's session time-out for members of our group; it applies where the client does not decide (KIP-848).
     */
    public void groupSession(Duration timeout) {
        cluster.groupSession(timeout);
    }
}
