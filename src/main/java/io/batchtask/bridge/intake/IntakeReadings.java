package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be observed of the intake from outside. Safe from any thread, and never waits for a consumer. */
public final class IntakeReadings {
    private final OpenWindows windows;
    private final ConsumerReports reports;
    private final Fencing fencing;

    IntakeReadings(OpenWindows windows, ConsumerReports reports, Fencing fencing) {
        this.fencing = fencing;
        this.windows = windows;
        this.reports = reports;
    }

    /** Records read and not yet finished. */
    public int unfinished() {
        return windows.unfinished();
    }

    /** Those of them whose task is not there yet and is asked for again. */
    public int lingering() {
        return windows.lingering();
    }

    /** Records read so far; those of lost assignments included. */
    public long received() {
        return windows.received();
    }

    /** Records that were unfinished when their partition was taken away; its next owner reads them again. */
    public long givenBack() {
        return windows.givenBack();
    }

    /** Requests that the log had deleted before they were read. */
    public long unreadLost() {
        return reports.unreadLost();
    }

    /**
     * How long the first unfinished record of a partition has held its commit point up, the longest of all; zero when
     * there is none. A record that merely waits while those before it are finished holds nothing up.
     */
    public Duration oldestUnfinished() {
        long oldest = windows.oldestUnfinished();
        return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest);
    }

    /** Why Kafka, or a part of it, cannot be read at present; empty when it can. */
    public Optional<String> trouble() {
        return reports.trouble();
    }

    /** That another process has our {@code group.instance.id}, so that this one does not read; empty when it may. */
    public Optional<String> fenced() {
        return fencing.cause();
    }

    /** The longest time since a consumer last polled, of all consumers; empty before the first is made. */
    public Optional<Duration> quietFor() {
        return reports.quietFor();
    }

    /** The longest time since a consumer's last heartbeat; empty when one of them is no member, or there is none. */
    public Optional<Duration> sinceHeartbeat() {
        return reports.sinceHeartbeat();
    }

    /** The partitions this process has at present. */
    public List<PartitionProgress> partitions() {
        return reports.partitions();
    }
}
