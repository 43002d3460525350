package io.batchtask.bridge.ticket;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ticket of this process. Whoever needs it gets the same future; only the first caller after a loss signs in.
 * When signing in fails it is repeated, ever more slowly, until it succeeds: the callers go on waiting, so no record is
 * given up for want of a ticket.
 */
public final class Tickets {
    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

    private final Supplier<CompletableFuture<String>> signIn;
    private final IntFunction<Duration> backOff;
    private final ScheduledExecutorService timer;

    private CompletableFuture<String> current; // null: nobody has asked since the last one was lost
    private Optional<Failure> refusal = Optional.empty();
    private long signIns;

    /**
     * @param signIn asks for a new ticket; fails with {@link SignInRefused}
     * @param backOff the wait after that many refusals in a row (1, 2, …)
     */
    public Tickets(
            Supplier<CompletableFuture<String>> signIn, IntFunction<Duration> backOff, ScheduledExecutorService timer) {
        this.signIn = signIn;
        this.backOff = backOff;
        this.timer = timer;
    }

    /** The ticket, as soon as there is one. Completes exceptionally only when the process stops. */
    public synchronized CompletableFuture<String> ticket() {
        if (current == null) {
            current = new CompletableFuture<>();
            attempt(current, 1);
        }
        return current;
    }

    /** That ticket is no longer good. Ignored when it is not the current one: somebody else was quicker. */
    public synchronized void invalidate(String ticket) {
        if (current != null && current.isDone() && ticket.equals(current.getNow(null))) {
            current = null;
        }
    }

    /** Why there is no ticket, while signing in is being refused. */
    public synchronized Optional<Failure> refusal() {
        return refusal;
    }

    /** Successful sign-ins so far. */
    public synchronized long signIns() {
        return signIns;
    }

    private void attempt(CompletableFuture<String> wanted, int number) {
        CompletableFuture<String> asked;
        try {
            asked = signIn.get();
        } catch (RuntimeException broken) {
            asked = CompletableFuture.failedFuture(broken);
        }
        asked.whenComplete((ticket, failed) -> {
            if (failed == null) {
                succeeded();
                wanted.complete(ticket);
            } else {
                Duration wait = backOff.apply(number);
                refused(failure(failed), wait);
                timer.schedule(() -> attempt(wanted, number + 1), wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private synchronized void succeeded() {
        signIns++;
        if (refusal.isPresent()) {
            LOG.info("signed in again");
        }
        refusal = Optional.empty();
    }

    private synchronized void refused(Failure failure, Duration wait) {
        refusal = Optional.of(failure);
        LOG.error(
                "signing in failed, reading is paused; class={} code={} next-try={}",
                failure.className(),
                failure.code(),
                wait);
    }

    private static Failure failure(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return cause instanceof SignInRefused refused
                ? refused.failure()
                : new Failure.Unavailable(
                        "sign-in", "signing in failed: " + cause.getClass().getSimpleName());
    }
}
