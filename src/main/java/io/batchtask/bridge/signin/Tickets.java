package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ticket of this process. Each caller gets the same future; only the first caller after a loss signs in. When
 * signing in fails it is repeated, as {@link SignInRetry} says, until it succeeds: the callers wait, so no record is
 * given up for want of a ticket. One that has lain idle for nearly its life is replaced. For any thread; none waits.
 */
public final class Tickets {
    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

    private final Supplier<CompletableFuture<String>> signIn;
    private final SignInRetry retry;
    private final TicketAge age;
    private final Refusal refusal;
    private final TicketDoubts doubts;

    private CompletableFuture<String> current; // null: not asked for since the last one was lost
    private int refusedUnused; // new tickets in a row that NetServer did not accept even once
    private long signIns;
    private volatile String held; // the ticket handed out at present; null while there is none
    private volatile String confirmed; // the ticket NetServer has accepted last

    /**
     * @param signIn asks for a new ticket; fails with {@link SignInRefused}
     * @param retry says when that is tried again
     * @param idleLife idle time after which a ticket is not used any more; each use starts it anew
     * @param redact takes secrets out of what is logged
     * @param nanoTime monotonic
     */
    public Tickets(
            Supplier<CompletableFuture<String>> signIn,
            SignInRetry retry,
            Duration idleLife,
            UnaryOperator<String> redact,
            LongSupplier nanoTime) {
        this.signIn = signIn;
        this.retry = retry;
        this.age = new TicketAge(idleLife, nanoTime);
        this.refusal = new Refusal(redact, nanoTime);
        this.doubts = new TicketDoubts(nanoTime);
    }

    /** The ticket, as soon as there is one. Completes exceptionally only when the process stops. */
    public synchronized CompletableFuture<String> ticket() {
        if (current != null && current.isDone() && age.hasLainIdle()) {
            LOG.info("the ticket has lain idle, a new one is asked for; idle-life={}", Lasting.words(age.idleLife()));
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

    /** NetServer has accepted that ticket just now. One that has been replaced says nothing of the one in use. */
    public void confirm(String ticket) {
        if (!ticket.equals(held)) {
            return;
        }
        age.used();
        if (!ticket.equals(confirmed)) {
            confirmed = ticket;
            synchronized (this) {
                refusedUnused = 0;
                refusal.isSettled();
                doubts.accepted();
            }
        }
    }

    /**
     * That ticket is no longer good. Ignored when it is not the current one: another caller was quicker. One that was
     * refused at its first use counts as a refused sign-in, so that signing in cannot become a loop.
     */
    public synchronized void invalidate(String ticket) {
        if (!isCurrent(ticket)) {
            return;
        }
        current = null;
        held = null;
        if (!ticket.equals(confirmed)) {
            refusedUnused++;
            // Not left to the next caller: there may be none, because nothing is read meanwhile.
            signInLater(
                    SignInRefused.forNow(new Failure.SignIn(
                            "new-ticket-refused", "NetServer does not accept the ticket just handed out")),
                    refusedUnused);
        }
    }

    /**
     * That ticket is perhaps no longer good. Another one is asked for, and until it is there this one stays in force:
     * perhaps it is good all the same, or signing in is not possible at present.
     *
     * @return false when nothing came of it and it is worth asking for again; a refused sign-in is reported as ever
     */
    public CompletableFuture<Boolean> doubt(String ticket) {
        synchronized (this) {
            if (!isCurrent(ticket)) {
                return CompletableFuture.completedFuture(true);
            }
            if (!doubts.areAllowed()) {
                return CompletableFuture.completedFuture(false);
            }
        }
        return ask().handle((another, failed) -> {
            if (failed == null) {
                replace(ticket, another);
                return true;
            }
            return lose(ticket, SignInRefused.of(failed));
        });
    }

    private synchronized void replace(String doubted, String another) {
        if (isCurrent(doubted)) {
            doubts.replaced();
            current = CompletableFuture.completedFuture(succeeded(another));
        }
    }

    /** Whether it was refused: only that ends it. */
    private synchronized boolean lose(String doubted, SignInRefused refused) {
        if (refused.isRefusal() && isCurrent(doubted)) {
            held = null;
            signInLater(refused, 1);
        }
        return refused.isRefusal();
    }

    private boolean isCurrent(String ticket) {
        return current != null && current.isDone() && ticket.equals(current.getNow(null));
    }

    /** Why there is no ticket, while signing in is being refused. */
    public Optional<Failure> refusal() {
        return refusal.reason();
    }

    /** Why there is no ticket, while signing in is not answered. */
    public Optional<Silence> silence() {
        return refusal.silence();
    }

    /** When signing in is tried again, in words for people. */
    public String nextTry() {
        return retry.next();
    }

    /** The process ends: from now on a sign-in that fails is neither news nor repeated. */
    public void stop() {
        retry.stop();
    }

    /** Successful sign-ins so far. */
    public synchronized long signIns() {
        return signIns;
    }

    /** All callers wait for that. */
    private void signInLater(SignInRefused why, int times) {
        CompletableFuture<String> wanted = new CompletableFuture<>();
        current = wanted;
        later(wanted, why, times, times + 1);
    }

    private void later(CompletableFuture<String> wanted, SignInRefused why, int times, int next) {
        boolean repeated = retry.later(why.reason(), times, () -> attempt(wanted, next)); // before what might break
        synchronized (this) {
            if (repeated && held == null) { // else that has succeeded by now
                refusal.is(why, retry.next());
            }
        }
    }

    /** Whatever goes wrong with it, an {@code Error} included, is a failure of what is returned. */
    private CompletableFuture<String> ask() {
        try {
            retry.begins();
            return signIn.get().thenApply(Objects::requireNonNull);
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** Whatever goes wrong with it, it is repeated: all callers wait for this one future. */
    private void attempt(CompletableFuture<String> wanted, int number) {
        ask().thenApply(this::succeeded).whenComplete((ticket, failed) -> {
            if (failed == null) {
                wanted.complete(ticket);
            } else {
                later(wanted, SignInRefused.of(failed), number, number + 1);
            }
        });
    }

    private synchronized String succeeded(String ticket) {
        signIns++;
        held = ticket;
        age.used();
        refusal.isOver(); // a ticket that may not be tried would never be accepted
        return ticket;
    }
}
