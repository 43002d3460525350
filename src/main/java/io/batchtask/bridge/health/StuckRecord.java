package io.batchtask.bridge.health;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a record has held its partition up for too long: the commit point stands still before it. A record that only
 * waits its turn while others get finished does not count.
 */
public final class StuckRecord implements Cause {
    private final Supplier<Duration> oldestUnfinished;
    private final Supplier<String> where;
    private final Duration stuckAfter;

    /** @param where names the first unfinished records */
    public StuckRecord(Supplier<Duration> oldestUnfinished, Supplier<String> where, Duration stuckAfter) {
        this.oldestUnfinished = oldestUnfinished;
        this.where = where;
        this.stuckAfter = stuckAfter;
    }

    @Override
    public Optional<String> cause() {
        return Optional.of(oldestUnfinished.get())
                .filter(age -> age.compareTo(stuckAfter) > 0)
                .map(age -> "the oldest unfinished record has held its partition up for " + Lasting.words(age)
                        + " (limit " + Lasting.words(stuckAfter) + "); first unfinished: " + where.get());
    }
}
