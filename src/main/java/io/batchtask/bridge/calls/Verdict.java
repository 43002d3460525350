package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;

/**
 * What follows from a call that was not answered.
 *
 * @param failure of the call; what the record is given up for when it is
 * @param pause zero unless it is worth a try {@link Next#LATER}
 */
public record Verdict(Next next, Failure failure, Duration pause) {
    Verdict(Next next, Failure failure) {
        this(next, failure, Duration.ZERO);
    }

    public Verdict atOnce() {
        return new Verdict(Next.AT_ONCE, failure);
    }

    public Verdict giveUp() {
        return new Verdict(Next.GIVE_UP, failure);
    }
}
