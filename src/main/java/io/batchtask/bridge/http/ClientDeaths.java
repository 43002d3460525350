package io.batchtask.bridge.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often clients have died of late. */
final class ClientDeaths {
    private static final int TOO_MANY = 3;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Deque<Long> latest = new ArrayDeque<>();
    private long count;
    private boolean often;
    private String cause = "";

    ClientDeaths(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One more. */
    synchronized void add(String ofWhat) {
        count++;
        cause = ofWhat;
        boolean still = inTrouble();
        latest.add(nanoTime.getAsLong());
        if (latest.size() > TOO_MANY) {
            latest.remove();
        }
        often = still || (latest.size() == TOO_MANY && isRecent(latest.getFirst()));
    }

    /** Since the start. */
    synchronized long count() {
        return count;
    }

    private boolean isRecent(long death) {
        return nanoTime.getAsLong() - death < WITHIN.toNanos();
    }

    private boolean inTrouble() {
        return often && isRecent(latest.getLast());
    }

    /** Why making yet another one will not help; empty while it may, and again when none has died for a minute. */
    synchronized Optional<String> trouble() {
        return inTrouble()
                ? Optional.of("the HTTP client has died " + TOO_MANY + " times within " + WITHIN.toSeconds()
                        + " s, last of " + cause)
                : Optional.empty();
    }
}
