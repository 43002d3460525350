package io.batchtask.bridge.signin;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How often a ticket may be replaced on suspicion. Not all that is suspicious is about the ticket, and each sign-in is
 * a row in NetServer's database: after a new ticket that did not help, a minute passes. One that helped may expire as
 * soon as the one before, so the next waits for seconds only, and longer each time. Used under its owner's lock.
 */
final class TicketDoubts {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** Within which a new ticket has to be accepted to have been the cure. */
    private static final Duration HELPS = Duration.ofSeconds(10);

    /** After which it is no longer the same trouble. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private OptionalLong replaced = OptionalLong.empty();
    private Duration wait = LONGEST; // since then, until the next doubt
    private int cures; // in a row

    /** @param nanoTime monotonic */
    TicketDoubts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the ticket may be replaced on suspicion now. */
    boolean areAllowed() {
        return replaced.isEmpty() || since() >= wait.toNanos();
    }

    /** It has been, just now. */
    void replaced() {
        if (replaced.isPresent() && since() >= FORGOTTEN.toNanos()) {
            cures = 0;
        }
        replaced = OptionalLong.of(nanoTime.getAsLong());
        wait = LONGEST;
    }

    /** A new ticket has been accepted for the first time. */
    void accepted() {
        if (replaced.isPresent()
                && since() < HELPS.toNanos()
                && SHORTEST.multipliedBy(1L << cures).compareTo(LONGEST) < 0) {
            wait = SHORTEST.multipliedBy(1L << cures);
            cures++;
        }
    }

    private long since() {
        return nanoTime.getAsLong() - replaced.getAsLong();
    }
}
