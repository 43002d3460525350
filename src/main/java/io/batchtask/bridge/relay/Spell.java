package io.batchtask.bridge.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long one record has been failing. What an outage took does not count: after it the spell begins anew. */
final class Spell {
    private final Outage outage;
    private final Clock clock;
    private Instant first;
    private Instant since;
    private long outagesBefore;

    Spell(Outage outage, Clock clock) {
        this.outage = outage;
        this.clock = clock;
    }

    /** @return whether a spell begins with it */
    boolean failed() {
        Instant now = clock.instant();
        first = Optional.ofNullable(first).orElse(now);
        boolean begins = since == null || outagesBefore != outage.outages();
        if (begins) {
            since = now;
            outagesBefore = outage.outages();
        }
        return begins;
    }

    /** When it failed for the first time, outages or not; empty when it never has. */
    Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    /** From the spell's first failure until now. */
    Duration lasted() {
        return Duration.between(since, clock.instant());
    }
}
