package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.ticket.Tickets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
 * Finds out whether NetServer answers anybody. During an outage it asks again and again, ever more slowly, until there
 * is an answer: one call at a time, so that no record burns attempts to find out.
 */
final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    private final Ask ask;
    private final Tickets tickets;
    private final Gate gate;
    private final Outage outage;
    private final IntFunction<Duration> wait;
    private final UnaryOperator<String> redact;
    private final ScheduledExecutorService timer;

    private final AtomicInteger taskId = new AtomicInteger(1);
    private final AtomicBoolean ticketDoubted = new AtomicBoolean();
    private final AtomicBoolean repeating = new AtomicBoolean();
    private final AtomicLong probes = new AtomicLong();
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /**
     * @param wait time before that probe of an outage (1, 2, …)
     * @param redact takes secrets out of what is logged
     */
    Probe(
            Ask ask,
            Tickets tickets,
            Gate gate,
            Outage outage,
            IntFunction<Duration> wait,
            UnaryOperator<String> redact,
            ScheduledExecutorService timer) {
        this.ask = ask;
        this.tickets = tickets;
        this.gate = gate;
        this.outage = outage;
        this.wait = wait;
        this.redact = redact;
        this.timer = timer;
        outage.onBegin(this::outageBegun);
    }

    /** Probes so far. */
    long probes() {
        return probes.get();
    }

    /** NetServer has answered for that task: a good one to ask for. */
    void answeredFor(int id) {
        taskId.set(id);
    }

    /**
     * Whether NetServer answers at all; any answer will do, unless it is that it does not accept even a new ticket.
     * Whoever asks while a probe is under way gets its result. The outage begins when it does not.
     */
    synchronized CompletableFuture<Boolean> answers() {
        if (asked.isDone()) {
            asked = probe();
        }
        return asked.thenApply(answers -> {
            if (!answers) {
                outage.begin();
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
        tickets.ticket()
                .whenComplete((ticket, stopped) ->
                        gate.enterToProbe(() -> ask.send(taskId.get(), ticket).whenComplete((reply, broken) -> {
                            gate.leave();
                            boolean answer = broken == null && isAnswer(reply, ticket);
                            if (!answer && renew && isTicketRefused(reply)) {
                                call(done, false);
                            } else {
                                done.complete(answer);
                            }
                        })));
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
            if (unavailable.code().equals(Reply.SOAP_FAULT) && ticketDoubted.compareAndSet(false, true)) {
                tickets.invalidate(ticket); // some servers say "unavailable, try later" to an expired one
            }
            return false;
        }
        ticketDoubted.set(false);
        return true;
    }

    private void outageBegun() {
        if (repeating.compareAndSet(false, true)) {
            ask.lookAgain();
            LOG.error(
                    "NetServer does not answer, reading is paused; code={} reason={} next-probe={}",
                    outage.last().code(),
                    redact.apply(outage.last().message()),
                    wait.apply(1));
            askLater(1);
        }
    }

    private void askLater(int number) {
        long millis = Math.max(wait.apply(number).toMillis(), outage.leftAlone().toMillis());
        timer.schedule(() -> askAgain(number), millis, TimeUnit.MILLISECONDS);
    }

    private void askAgain(int number) {
        answers().whenComplete((answers, broken) -> {
            if (broken == null && answers) {
                repeating.set(false);
                outage.end();
                LOG.info("NetServer answers again, reading goes on; probes={}", number);
                gate.reopen();
            } else {
                LOG.warn(
                        "NetServer still does not answer; code={} probes={}",
                        outage.last().code(),
                        number);
                ask.lookAgain(); // a tenant that has moved, or is closed, answers nobody at its old address
                askLater(number + 1);
            }
        });
    }
}
