package io.batchtask.bridge.ticket;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
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
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;

    private CompletableFuture<String> current; // null: nobody has asked since the last one was lost
    private int refusedUnused; // new tickets in a row that NetServer did not accept even once
    private Optional<Failure> refusal = Optional.empty();
    private long signIns;
    private volatile String held; // the ticket handed out at present; null while there is none
    private volatile String confirmed; // the ticket NetServer has accepted last
    private volatile OptionalLong lastUse = OptionalLong.empty();

    /**
     * @param signIn asks for a new ticket; fails with {@link SignInRefused}
     * @param backOff the wait after that many refusals in a row (1, 2, …)
     * @param idleLife idle time after which a ticket is not used any more; each use starts it anew
     * @param redact takes secrets out of what is logged
     * @param workers sign in again, which takes longer than a timer can wait
     * @param nanoTime monotonic
     */
    public Tickets(
            Supplier<CompletableFuture<String>> signIn,
            IntFunction<Duration> backOff,
            Duration idleLife,
            UnaryOperator<String> redact,
            Executor workers,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {
        this.signIn = signIn;
        this.backOff = backOff;
        this.idleLife = idleLife;
        this.redact = redact;
        this.workers = workers;
        this.timer = timer;
        this.nanoTime = nanoTime;
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
        OptionalLong since = lastUse;
        return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() >= idleLife.toNanos();
    }

    /** NetServer has accepted that ticket just now. One that has been replaced says nothing of the one in use. */
    public void confirm(String ticket) {
        if (!ticket.equals(held)) {
            return;
        }
        lastUse = OptionalLong.of(nanoTime.getAsLong());
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
            // Not left to the next caller: there may be none, because nothing is read meanwhile.
            CompletableFuture<String> wanted = new CompletableFuture<>();
            current = wanted;
            later(wanted, refusedUnused);
            refused(
                    new Failure.SignIn("new-ticket-refused", "NetServer does not accept the ticket just handed out"),
                    backOff.apply(refusedUnused));
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
        Runnable again = () -> attempt(wanted, refusals + 1);
        timer.schedule(() -> workers.execute(again), backOff.apply(refusals).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever goes wrong with it, an {@code Error} included, it is repeated: everybody waits for this one future. */
    private void attempt(CompletableFuture<String> wanted, int number) {
        CompletableFuture<String> asked;
        try {
            asked = Objects.requireNonNull(signIn.get());
        } catch (Throwable broken) {
            asked = CompletableFuture.failedFuture(broken);
        }
        asked.whenComplete((ticket, failed) -> {
            Throwable trouble = failed == null ? taken(ticket) : failed;
            if (trouble == null) {
                wanted.complete(ticket);
            } else {
                later(wanted, number); // before anything that might break
                refused(failure(trouble), backOff.apply(number));
            }
        });
    }

    /** @return what went wrong; null when nothing did */
    private Throwable taken(String ticket) {
        try {
            succeeded(Objects.requireNonNull(ticket));
            return null;
        } catch (Throwable broken) {
            return broken;
        }
    }

    private synchronized void succeeded(String ticket) {
        signIns++;
        held = ticket;
        lastUse = OptionalLong.of(nanoTime.getAsLong());
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
