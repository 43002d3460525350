package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.Breaker;
import io.batchtask.bridge.calls.CallLimiter;
import io.batchtask.bridge.calls.Defect;
import io.batchtask.bridge.calls.FailureStreak;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All calls for one record. Its steps follow one another, so its fields need no lock. */
final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(LookUp.class);
    private static final Consumer<Object> ENDED = second -> {};

    /** So often in a row a brand-new ticket may be refused before that counts as a failed attempt. */
    private static final int TICKETS_PER_ATTEMPT = 3;

    private final Means means;
    private final Tickets tickets;
    private final CallLimiter gate;
    private final Breaker outage;
    private final Retry retry;
    private final TaskRequest request;
    private final InFlight flight;
    private final FailureStreak spell;
    private Consumer<Object> done;
    private int ticketsTried;
    private int throttled; // in a row
    private boolean askedWhere;
    private long answersBefore; // anybody's, when its last call began

    /** @param done takes what came of it, once */
    Search(Means means, TaskRequest request, InFlight flight, Consumer<Object> done) {
        this.means = means;
        this.tickets = means.tickets();
        this.gate = means.gate();
        this.outage = means.outage();
        this.retry = means.retry();
        this.spell = new FailureStreak(outage::outages, means.clock(), means.nanoTime());
        this.request = request;
        this.flight = flight;
        this.done = done;
    }

    void queue() {
        gate.enter(this::enter);
    }

    /** It has been in before, so it does not wait for all the others once more. */
    private void queueAgain() {
        flight.rest();
        gate.enterAgain(this::enter);
    }

    /** Whoever waits for a ticket does not work yet: a rebalance need not wait for it, and may take the record. */
    private void enter() {
        tickets.ticket().whenComplete((ticket, stopped) -> {
            if (stopped == null && gate.isShut()) { // since, while the ticket was waited for
                gate.leave();
                queueAgain();
            } else if (stopped == null && flight.work()) {
                call(ticket);
            } else {
                gate.leave();
                end(new Outcome.GivenBack());
            }
        });
    }

    private void call(String ticket) {
        answersBefore = outage.successes();
        spell.callBegins();
        means.ask().find(request.taskId(), ticket).whenComplete((reply, broken) -> {
            gate.leave();
            Duration time = Duration.ofNanos(means.nanoTime().getAsLong() - spell.calledAt());
            judgeOrElse(broken == null ? reply : new Reply.Failed(Defect.ofCall(broken)), ticket, time);
        });
    }

    /** Nobody else would see what is thrown here, and the record would never end. No memory is no fault of the record. */
    private void judgeOrElse(Reply reply, String ticket, Duration lookupTime) {
        try {
            judge(reply, ticket, lookupTime);
        } catch (Throwable defect) {
            if (done == ENDED || Recovery.isOfTheRecord(defect) || Defect.isBehind(reply)) {
                giveUp(Defect.in("the look-up", defect), spell.attempts());
            } else {
                judgeOrElse(new Reply.Failed(Defect.ofCall(defect)), ticket, lookupTime);
            }
        }
    }

    private void judge(Reply reply, String ticket, Duration lookupTime) {
        if (reply instanceof Reply.Found found) {
            answered(Optional.of(found.task()), ticket, lookupTime);
            return;
        }
        Failure failure = ((Reply.Failed) reply).failure();
        if (failure instanceof Failure.SignIn signIn) {
            ticketRefused(signIn, ticket);
        } else if (failure instanceof Failure.Unavailable unavailable) {
            unavailableOrMoved(unavailable);
        } else if (failure instanceof Failure.NotFound && !means.rejectNotFound()) {
            answered(Optional.empty(), ticket, lookupTime);
        } else {
            answeredAnything(ticket);
            giveUp(failure, spell.attempts() + 1);
        }
    }

    private void answered(Optional<BatchTask> info, String ticket, Duration lookupTime) {
        answeredAnything(ticket);
        end(new TaskAnswer(request, info, spell.attempts() + 1, lookupTime));
    }

    private void answeredAnything(String ticket) {
        tickets.confirm(ticket);
        outage.answered(request.taskId());
        means.pace().answered(spell.calledAt());
        means.probe().answeredFor(request.taskId());
    }

    /** An expired ticket is nobody's fault: a new one for all, and the call again without using up an attempt. */
    private void ticketRefused(Failure.SignIn failure, String ticket) {
        tickets.invalidate(ticket);
        if (++ticketsTried < TICKETS_PER_ATTEMPT) {
            queueAgain();
        } else {
            ticketsTried = 0;
            unavailable(new Failure.Unavailable("ticket-refused", failure.message()));
        }
    }

    /** A tenant that has moved is asked once more at its new address, without using up an attempt. */
    private void unavailableOrMoved(Failure.Unavailable failure) {
        if (!failure.code().equals(Reply.MISDIRECTED) || askedWhere) {
            unavailable(failure);
            return;
        }
        askedWhere = true;
        flight.rest();
        means.ask().lookAgain().thenAccept(asked -> {
            if (asked) {
                queueAgain();
            } else {
                unavailable(failure);
            }
        });
    }

    private void unavailable(Failure.Unavailable failure) {
        askedWhere = false;
        if (Reply.isThrottled(failure)) {
            throttled(failure);
            return;
        }
        throttled = 0;
        outage.failed(request.taskId(), failure);
        if (!spell.failed()) {
            queueAgain();
        } else if (!isPoison()) {
            wait(failure, retry.wait(spell.attempts(), failure.retryAfter()));
        } else if (outage.successes() > answersBefore) {
            poison(failure);
        } else { // others' answers of a while ago do not tell poison from an outage that has just begun
            means.probe().answers().whenComplete((answers, broken) -> {
                if (broken == null && answers) {
                    poison(failure);
                } else {
                    queueAgain();
                }
            });
        }
    }

    /** Says nothing of the record: its time comes again, before that of those who have not been in yet. */
    private void throttled(Failure.Unavailable failure) {
        spell.throttled();
        outage.failed(request.taskId(), failure);
        means.pace().throttled(request.taskId(), spell.calledAt(), failure.retryAfter());
        wait(failure, retry.waitThrottled(++throttled, failure.retryAfter()));
    }

    /** Its attempts are spent, and the others fare too well for its failures to be theirs. */
    private boolean isPoison() {
        return retry.isSpent(spell.attempts(), spell.lasted())
                && !outage.mayFailAsOthers(request.taskId(), spell.attempts());
    }

    private void wait(Failure.Unavailable failure, Duration time) {
        LOG.info(
                "look-up failed, it is repeated; task={} origin={} class=unavailable code={} attempts={} wait={}",
                request.taskId(),
                request.source().origin(),
                failure.code(),
                spell.attempts(),
                time);
        flight.backOff();
        means.timer().schedule(this::queueAgain, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poison(Failure.Unavailable last) {
        giveUp(
                new Failure.Poison(last.code(), "kept failing while others succeed; at last: " + last.message()),
                spell.attempts());
    }

    /** Once: should the rest of the route break, a second end would send the record on twice. */
    private void end(Object outcome) {
        Consumer<Object> first = done;
        done = ENDED;
        first.accept(outcome);
    }

    private void giveUp(Failure failure, int attempts) {
        Instant now = means.clock().instant(), first = spell.first().orElse(now);
        end(new GivenUp(request.source(), new Rejection(failure, Step.LOOK_UP, attempts, first, now)));
    }
}
