package io.batchtask.bridge.monitoring;

import java.time.Duration;

/** Where the meters look when they are read; each answers at once. */
public interface Readings {
    int callsUnderWay();

    int callsWaiting();

    /** As many as are allowed; 0 when there is no limit. */
    double callsPerSecond();

    Duration oldestUnfinished();

    long lookUpsRepeated();

    boolean breakerOpen();

    long outages();

    long probes();

    long signIns();

    boolean signInRefused();

    boolean tenantClosed();

    long httpClientDeaths();

    boolean brokerReachable();

    long unreadLost();

    long unreadAtRisk();

    long eventsRepeated();

    long deadLettersRepeated();
}
