package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.signin.Tickets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether NetServer answers anybody, so that no record burns attempts to find out. A suspicion is tested by a
 * few calls within seconds, without waiting for each other, as each may hang. During an outage it asks again and again,
 * one call at a time and ever more slowly, until there is an answer.
 */
public final class Probe implements Breaker.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    private static final int TESTS = 5; // at 0, 0.25, 0.75, 1.75 and 3.75 seconds
    private static final int TESTS_IN_SILENCE = 3; // enough when no call is under way that could still be answered
    private static final Duration BETWEEN_TESTS = Duration.ofMillis(250); // doubles

    /** How an expired ticket is answered as well, by some servers and by what stands before them. */
    private static final Set<String> DOUBTFUL = Set.of(Reply.SOAP_FAULT, "http-401", "http-403");

    private final Ask ask;
    private final Tickets tickets;
    private final CallLimiter gate;
    private final Breaker outage;
    private final IntFunction<Duration> wait;
    private final UnaryOperator<String> redact;
    private final Executor workers;
    private final ScheduledExecutorService timer;

    private final AtomicInteger taskId = new AtomicInteger(1);
    private final AtomicBoolean ticketDoubted = new AtomicBoolean();
    private final AtomicLong probes = new AtomicLong();
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /**
     * @param wait time before that probe of an outage (1, 2, …)
     * @param redact takes secrets out of what is logged
     */
    public Probe(
            Ask ask,
            Tickets tickets,
            CallLimiter gate,
            Breaker outage,
            IntFunction<Duration> wait,
            UnaryOperator<String> redact,
            Executor workers,
            ScheduledExecutorService timer) {
        this.ask = ask;
        this.tickets = tickets;
        this.gate = gate;
        this.outage = outage;
        this.wait = wait;
        this.redact = redact;
        this.workers = workers;
        this.timer = timer;
        outage.watchedBy(this);
    }

    /** Probes so far. */
    public long probes() {
        return probes.get();
    }

    /** NetServer has answered for that task: a good one to ask for. */
    public void answeredFor(int id) {
        taskId.set(id);
    }

    /**
     * Whether NetServer answers at all; any answer will do, unless it is that it does not accept even a new ticket.
     * Whoever asks while a probe is under way gets its result. When it does not, an outage is suspected.
     */
    public synchronized CompletableFuture<Boolean> answers() {
        if (asked.isDone()) {
            asked = probe();
        }
        return asked.thenApply(answers -> {
            if (!answers) {
                outage.suspect(Duration.ZERO);
            } else if (!outage.isOn()) {
                outage.answered(); // as good as any other answer
            }
            return answers;
        });
    }

    private CompletableFuture<Boolean> probe() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        probes.incrementAndGet();
        call(done, true);
        return done;
    }

    /** @param renew whether the call is repeated with a new ticket when this one is refused */
    private void call(CompletableFuture<Boolean> done, boolean renew) {
        tickets.ticket().whenComplete((ticket, stopped) -> {
            if (stopped == null) {
                gate.enterToProbe(() -> send(ticket, done, renew));
            } else {
                done.complete(false);
            }
        });
    }

    /** Whatever is thrown is no answer: a probe without an end would end the probing. */
    private void send(String ticket, CompletableFuture<Boolean> done, boolean renew) {
        CompletableFuture<Reply> sent;
        try {
            sent = ask.send(taskId.get(), ticket);
        } catch (Throwable broken) {
            sent = CompletableFuture.failedFuture(broken);
        }
        sent.whenComplete((reply, broken) -> {
            gate.leaveAsProbe();
            try {
                boolean answer = broken == null && isAnswer(reply, ticket);
                if (!answer && renew && isTicketRefused(reply)) {
                    call(done, false);
                } else {
                    done.complete(answer);
                }
            } catch (Throwable defect) {
                LOG.error("a probe broke", defect);
                done.complete(false);
            }
        });
    }

    private static boolean isTicketRefused(Reply reply) {
        return reply instanceof Reply.Failed failed && failed.failure() instanceof Failure.SignIn;
    }

    private boolean isAnswer(Reply reply, String ticket) {
        if (isTicketRefused(reply)) {
            tickets.invalidate(ticket);
            return false; // the records would fare no better: none of them is looked up before a ticket is accepted
        }
        if (reply instanceof Reply.Failed failed && failed.failure() instanceof Failure.Unavailable unavailable) {
            outage.blame(unavailable);
            taskId.updateAndGet(id -> id == 1 ? Integer.MAX_VALUE : 1); // perhaps it was that very task
            if (DOUBTFUL.contains(unavailable.code()) && ticketDoubted.compareAndSet(false, true)) {
                doubt(ticket);
            }
            return false;
        }
        ticketDoubted.set(false);
        return true;
    }

    /** Once in an outage, as a new ticket that does not help says that it is not the ticket. */
    private void doubt(String ticket) {
        tickets.doubt(ticket).whenComplete((settled, broken) -> {
            if (broken == null && !settled) {
                ticketDoubted.set(false); // nobody can sign in either; perhaps at the next probe
            }
        });
    }

    @Override
    public void suspected(long suspicion, Duration testAfter) {
        LOG.debug(
                "nobody has been answered of late, NetServer is asked; code={}",
                outage.last().code());
        AtomicInteger failed = new AtomicInteger();
        if (testAfter.isZero()) {
            test(suspicion, 1, failed);
        } else {
            later(testAfter, () -> test(suspicion, 1, failed));
        }
    }

    private void test(long suspicion, int number, AtomicInteger failed) {
        if (!outage.isSuspected(suspicion)) {
            return;
        }
        if (number < TESTS) {
            later(BETWEEN_TESTS.multipliedBy(1L << (number - 1)), () -> test(suspicion, number + 1, failed));
        }
        probe().thenAccept(answers -> {
            if (answers) {
                outage.answered();
            } else if (failed.incrementAndGet() >= (gate.inside() == 0 ? TESTS_IN_SILENCE : TESTS)) {
                outage.confirm(suspicion);
            }
        });
    }

    @Override
    public void cleared() {
        gate.reopen();
    }

    @Override
    public void begun() {
        askLater(1); // first of all, whatever becomes of the rest
        LOG.error(
                "NetServer does not answer, reading is paused; code={} reason={} next-probe={}",
                outage.last().code(),
                redact.apply(outage.last().message()),
                wait.apply(1));
        ask.lookAgain();
    }

    private void askLater(int number) {
        Duration own = wait.apply(number);
        Duration asked = outage.leftAlone();
        later(asked.compareTo(own) > 0 ? asked : own, () -> askAgain(number));
    }

    private void askAgain(int number) {
        probe().whenComplete((answers, broken) -> {
            if (broken == null && answers) {
                outage.end();
                LOG.info("NetServer answers again, reading goes on; probes={}", number);
                gate.reopen();
            } else {
                LOG.warn(
                        "NetServer still does not answer; code={} probes={}",
                        outage.last().code(),
                        number);
                askLater(number + 1);
                ask.lookAgain(); // a tenant that has moved, or is closed, answers nobody at its old address
            }
        });
    }

    /** The timer only hands over: what follows may take a ticket, which is signed in for on the spot. */
    private void later(Duration wait, Runnable step) {
        timer.schedule(() -> workers.execute(step), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
