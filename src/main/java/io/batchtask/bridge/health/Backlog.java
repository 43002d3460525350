package io.batchtask.bridge.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a record has been in hand for too long: the commit point stands still behind it. */
public final class Backlog implements Cause {
    private final Supplier<Duration> oldestUnfinished;
    private final Supplier<String> where;
    private final Duration stuckAfter;

    /** @param where names the first unfinished records */
    public Backlog(Supplier<Duration> oldestUnfinished, Supplier<String> where, Duration stuckAfter) {
        this.oldestUnfinished = oldestUnfinished;
        this.where = where;
        this.stuckAfter = stuckAfter;
    }

    @Override
    public Optional<String> cause() {
        return Optional.of(oldestUnfinished.get())
                .filter(age -> age.compareTo(stuckAfter) > 0)
                .map(age -> "the oldest unfinished record has been in hand for " + age.toSeconds() + " s (limit "
                        + stuckAfter.toSeconds() + " s); first unfinished: " + where.get());
    }
}
