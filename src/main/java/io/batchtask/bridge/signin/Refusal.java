package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.failure.SignInRefused.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why there is no ticket: signing in is refused, or is not answered, which is another fault with another cure. The same
 * reason is logged once a minute at most, unless the credentials are refused: those are seldom tried, and their owner
 * wants to know.
 */
final class Refusal {
    /** The code of not signing in because the tenant takes no calls. */
    static final String TENANT_CLOSED = "tenant-closed";

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private final UnaryOperator<String> redact;
    private final LongSupplier nanoTime;
    private final RepeatedReason lines;
    private volatile Optional<State> state = Optional.empty();

    private record State(Failure failure, Reason reason, long since, boolean logged) {
        boolean isSilence() {
            return reason == Reason.WAY;
        }

        boolean isClosure() {
            return failure.code().equals(TENANT_CLOSED);
        }
    }

    /**
     * @param redact takes secrets out of what is logged
     * @param nanoTime monotonic
     */
    Refusal(UnaryOperator<String> redact, LongSupplier nanoTime) {
        this.redact = redact;
        this.nanoTime = nanoTime;
        this.lines = new RepeatedReason(nanoTime);
    }

    /** The reason while signing in is refused; empty while it is not. */
    Optional<Failure> reason() {
        return state.filter(now -> !now.isSilence()).map(State::failure);
    }

    /** Empty while signing in is answered, if only with a refusal. */
    Optional<Silence> silence() {
        return state.filter(State::isSilence)
                .map(now -> new Silence(now.failure(), Duration.ofNanos(nanoTime.getAsLong() - now.since())));
    }

    /** @param nextTry when signing in is tried again, in words for people */
    synchronized void is(SignInRefused refused, String nextTry) {
        long now = nanoTime.getAsLong();
        Failure failure = refused.failure();
        boolean silent = refused.reason() == Reason.WAY;
        long since = state.filter(before -> silent && before.isSilence())
                .filter(before -> before.isClosure() == failure.code().equals(TENANT_CLOSED))
                .map(State::since)
                .orElse(now);
        boolean logged = !failure.code().equals(TENANT_CLOSED) // which is logged where it is found out
                && (refused.reason() == Reason.CREDENTIALS || lines.isNews(failure));
        boolean announced = state.filter(State::logged).isPresent();
        state = Optional.of(new State(failure, refused.reason(), since, logged || announced));
        if (logged && silent) {
            LOG.error(
                    "NetServer does not answer, reading is paused; code={} reason={} step={} next-try={}",
                    failure.code(),
                    redact.apply(failure.message()),
                    "sign-in",
                    nextTry);
        } else if (logged) {
            LOG.error(
                    "signing in failed, reading is paused; class={} code={} reason={} next-try={}",
                    failure.className(),
                    failure.code(),
                    redact.apply(failure.message()),
                    nextTry);
        }
    }

    /** There is a ticket again. */
    synchronized void isOver() {
        if (state.filter(State::logged).isPresent()) {
            LOG.info("signed in again");
        }
        state = Optional.empty();
    }

    /** The ticket was accepted, so there is nothing left to report, and what comes later is news. */
    synchronized void isSettled() {
        state = Optional.empty();
        lines.forget();
    }
}
