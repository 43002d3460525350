package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why there is no ticket, while signing in is being refused. */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private final UnaryOperator<String> redact;
    private volatile Optional<Failure> reason = Optional.empty();

    /** @param redact takes secrets out of what is logged */
    Refusal(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    /** Empty while there is none. */
    Optional<Failure> reason() {
        return reason;
    }

    /** @param nextTry when signing in is tried again, in words for people */
    void is(Failure failure, String nextTry) {
        reason = Optional.of(failure);
        LOG.error(
                "signing in failed, reading is paused; class={} code={} reason={} next-try={}",
                failure.className(),
                failure.code(),
                redact.apply(failure.message()),
                nextTry);
    }

    /** There is a ticket again. */
    void isOver() {
        if (reason.isPresent()) {
            LOG.info("signed in again");
            reason = Optional.empty();
        }
    }

    /** The ticket was accepted, so there is nothing left to report. */
    void isSettled() {
        reason = Optional.empty();
    }
}
