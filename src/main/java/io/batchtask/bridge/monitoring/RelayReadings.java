package io.batchtask.bridge.monitoring;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where the meters look. */
final class RelayReadings implements Readings {
    private final Watched subject;
    private final BooleanSupplier brokerReachable;
    private final LongSupplier unreadAtRisk;

    RelayReadings(Watched subject, BooleanSupplier brokerReachable, LongSupplier unreadAtRisk) {
        this.subject = subject;
        this.brokerReachable = brokerReachable;
        this.unreadAtRisk = unreadAtRisk;
    }

    @Override
    public int callsUnderWay() {
        return subject.relay().snapshot().callsUnderWay();
    }

    @Override
    public int callsWaiting() {
        return subject.relay().snapshot().callsWaiting();
    }

    @Override
    public double callsPerSecond() {
        return subject.relay().snapshot().callsPerSecond().orElse(0);
    }

    @Override
    public Duration oldestUnfinished() {
        return subject.intake().oldestUnfinished();
    }

    @Override
    public long lookUpsRepeated() {
        return subject.relay().snapshot().lookUpsRepeated();
    }

    @Override
    public boolean breakerOpen() {
        return subject.relay().snapshot().outageLasts().isPresent();
    }

    @Override
    public long outages() {
        return subject.relay().snapshot().outages();
    }

    @Override
    public long probes() {
        return subject.relay().snapshot().probes();
    }

    @Override
    public long signIns() {
        return subject.tickets().signIns();
    }

    @Override
    public boolean signInRefused() {
        return subject.tickets().refusal().isPresent();
    }

    @Override
    public boolean tenantClosed() {
        return subject.location().closed().isPresent();
    }

    @Override
    public long httpClientDeaths() {
        return subject.http().deaths();
    }

    @Override
    public boolean brokerReachable() {
        return brokerReachable.getAsBoolean();
    }

    @Override
    public long unreadLost() {
        return subject.intake().unreadLost();
    }

    @Override
    public long unreadAtRisk() {
        return unreadAtRisk.getAsLong();
    }

    @Override
    public long eventsRepeated() {
        return subject.relay().snapshot().eventsRepeated();
    }

    @Override
    public long deadLettersRepeated() {
        return subject.relay().snapshot().deadLettersRepeated();
    }
}
