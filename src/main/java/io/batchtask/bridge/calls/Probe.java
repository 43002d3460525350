package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.signin.Tickets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether NetServer answers at all, so that no record burns attempts to find out. */
public final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    /** How an expired ticket is answered as well, by some servers and by what stands before them. */
    private static final Set<String> DOUBTFUL = Set.of(Reply.SOAP_FAULT, "http-401", "http-403");

    private final Caller caller;
    private final Breaker breaker;
    private final Tickets tickets;

    private final AtomicInteger taskId = new AtomicInteger(1);
    private final AtomicBoolean ticketDoubted = new AtomicBoolean();
    private final AtomicLong probes = new AtomicLong();
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    public Probe(Caller caller, Breaker breaker, Tickets tickets) {
        this.caller = caller;
        this.breaker = breaker;
        this.tickets = tickets;
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
     * Whether NetServer answers at all; any answer will do, unless it is that it does not accept even a new ticket. A
     * caller that asks while a probe is under way gets its result. When it does not, an outage is suspected.
     */
    public synchronized CompletableFuture<Boolean> answers() {
        if (asked.isDone()) {
            asked = probe();
        }
        return asked.thenApply(answers -> {
            if (!answers) {
                breaker.suspect(Duration.ZERO);
            } else if (!breaker.isOn()) {
                breaker.answered(); // as good as any other answer
            }
            return answers;
        });
    }

    /** Asks now, whatever is under way; never fails. */
    CompletableFuture<Boolean> probe() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        probes.incrementAndGet();
        caller.make(new Question(done, true), Turn.PROBE);
        return done;
    }

    private final class Question implements TaskCall {
        private final CompletableFuture<Boolean> done;
        private final boolean renew;

        /** @param renew whether the call is repeated with a new ticket when this one is refused */
        Question(CompletableFuture<Boolean> done, boolean renew) {
            this.done = done;
            this.renew = renew;
        }

        @Override
        public int taskId() {
            return taskId.get();
        }

        @Override
        public boolean begins() {
            return true;
        }

        @Override
        public void withdrawn() {
            done.complete(false);
        }

        @Override
        public boolean endsWith(Reply reply) {
            return true;
        }

        /** What is thrown is no answer: a probe without an end would end the probing. */
        @Override
        public void ended(Reply reply, String ticket, Duration time) {
            try {
                if (renew && isTicketRefused(reply)) {
                    caller.make(new Question(done, false), Turn.PROBE);
                } else {
                    done.complete(isAnswer(reply, ticket));
                }
            } catch (Throwable defect) {
                LOG.error("a probe broke", defect);
                done.complete(false);
            }
        }
    }

    private static boolean isTicketRefused(Reply reply) {
        return reply.failedWith(Failure.SignIn.class).isPresent();
    }

    private boolean isAnswer(Reply reply, String ticket) {
        if (reply.isAnswer()) {
            ticketDoubted.set(false);
            return true;
        }
        if (((Reply.Failed) reply).failure() instanceof Failure.Unavailable unavailable) {
            breaker.last().set(unavailable);
            taskId.updateAndGet(id -> id == 1 ? Integer.MAX_VALUE : 1); // perhaps it was that very task
            if (DOUBTFUL.contains(unavailable.code()) && ticketDoubted.compareAndSet(false, true)) {
                doubt(ticket);
            }
        } // else no ticket is accepted, and the records would fare no better
        return false;
    }

    /** Once in an outage, as a new ticket that does not help says that it is not the ticket. */
    private void doubt(String ticket) {
        tickets.doubt(ticket).whenComplete((settled, broken) -> {
            if (broken == null && !settled) {
                ticketDoubted.set(false); // signing in is not possible either; perhaps at the next probe
            }
        });
    }
}
