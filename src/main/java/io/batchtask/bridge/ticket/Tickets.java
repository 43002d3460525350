package io.batchtask.bridge.ticket;

import io.batchtask.bridge.failure.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ticket of this process. Whoever needs it gets the same future; only the first caller after a loss signs in.
 * When signing in fails it is repeated, ever more slowly, until it succeeds: the callers go on waiting, so no record is
 * given up for want of a ticket. A ticket that has lain idle for nearly its whole life is replaced before it is used.
 */
public final class Tickets {
    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

    private final Supplier<CompletableFuture<String>> signIn;
    private final IntFunction<Duration> backOff;
    private final Duration idleLife;
    private final UnaryOperator<String> redact;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    private CompletableFuture<String> current; // null: nobody has asked since the last one was lost
    private int refusedUnused; // new tickets in a row that NetServer did not accept even once
    private Optional<Failure> refusal = Optional.empty();
    private long signIns;
    private volatile String held; // the ticket handed out at present; null while there is none
    private volatile String confirmed; // the ticket NetServer has accepted last
    private volatile Instant lastUse = Instant.MAX;

    /**
     * @param signIn asks for a new ticket; fails with {@link SignInRefused}
     * @param backOff the wait after that many refusals in a row (1, 2, …)
     * @param idleLife idle time after which a ticket is not used any more; each use starts it anew
     * @param redact takes secrets out of what is logged
     */
    public Tickets(
            Supplier<CompletableFuture<String>> signIn,
            IntFunction<Duration> backOff,
            Duration idleLife,
            UnaryOperator<String> redact,
            ScheduledExecutorService timer,
            Clock clock) {
        this.signIn = signIn;
        this.backOff = backOff;
        this.idleLife = idleLife;
        this.redact = redact;
        this.timer = timer;
        this.clock = clock;
    }

    /** The ticket, as soon as there is one. Completes exceptionally only when the process stops. */
    public synchronized CompletableFuture<String> ticket() {
        if (current != null && current.isDone() && hasLainIdle()) {
            LOG.info("the ticket has lain idle, a new one is asked for; idle-life={}", idleLife);
            current = null;
            held = null;
        }
        if (current == null) {
            CompletableFuture<String> wanted = new CompletableFuture<>();
            current = wanted;
            attempt(wanted, 1);
        }
        return current;
    }

    private boolean hasLainIdle() {
        return lastUse != Instant.MAX && !clock.instant().isBefore(lastUse.plus(idleLife));
    }

    /** NetServer has accepted that ticket just now. One that has been replaced says nothing of the one in use. */
    public void confirm(String ticket) {
        if (!ticket.equals(held)) {
            return;
        }
        lastUse = clock.instant();
        if (!ticket.equals(confirmed)) {
            confirmed = ticket;
            used();
        }
    }

    private synchronized void used() {
        refusedUnused = 0;
        refusal = Optional.empty();
    }

    /**
     * That ticket is no longer good. Ignored when it is not the current one: somebody else was quicker. One that was
     * refused at its first use counts as a refused sign-in, so that signing in cannot become a loop.
     */
    public synchronized void invalidate(String ticket) {
        if (current == null || !current.isDone() || !ticket.equals(current.getNow(null))) {
            return;
        }
        current = null;
        held = null;
        if (!ticket.equals(confirmed)) {
            refusedUnused++;
            refused(
                    new Failure.SignIn("new-ticket-refused", "NetServer does not accept the ticket just handed out"),
                    backOff.apply(refusedUnused));
            // Not left to the next caller: there may be none, because nothing is read meanwhile.
            CompletableFuture<String> wanted = new CompletableFuture<>();
            current = wanted;
            later(wanted, refusedUnused);
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

    private void later(CompletableFuture<String> wanted, int refusals) {
        timer.schedule(
                () -> attempt(wanted, refusals + 1), backOff.apply(refusals).toMillis(), TimeUnit.MILLISECONDS);
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
                succeeded(ticket);
                wanted.complete(ticket);
            } else {
                refused(failure(failed), backOff.apply(number));
                later(wanted, number);
            }
        });
    }

    private synchronized void succeeded(String ticket) {
        signIns++;
        held = ticket;
        lastUse = clock.instant();
        if (refusal.isPresent()) { // a ticket nobody may try would never be accepted
            LOG.info("signed in again");
            refusal = Optional.empty();
        }
    }

    private synchronized void refused(Failure failure, Duration wait) {
        refusal = Optional.of(failure);
        LOG.error(
                "signing in failed, reading is paused; class={} code={} reason={} next-try={}",
                failure.className(),
                failure.code(),
                redact.apply(failure.message()),
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
