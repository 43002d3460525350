package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskInfo;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one task up, with as many calls as it takes: {@code TaskRequest} in, {@code TaskAnswer} or {@code GivenUp} out.
 * Waiting for a turn, a ticket, a reply or the end of a back-off holds no thread.
 */
final class LookUp extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(LookUp.class);
    private static final String WHAT = "the look-up";

    /** So often in a row a brand-new ticket may be refused before that counts as a failed attempt. */
    private static final int TICKETS_PER_ATTEMPT = 3;

    private static final Duration IN_THE_QUEUE = Duration.ZERO; // which stands still while an outage lasts

    private final Ask ask;
    private final Probe probe;
    private final Tickets tickets;
    private final Gate gate;
    private final Outage outage;
    private final Retry retry;
    private final boolean rejectNotFound;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    /** @param rejectNotFound whether a task NetServer does not have is a rejection rather than an answer */
    LookUp(
            Ask ask,
            Probe probe,
            Tickets tickets,
            Gate gate,
            Outage outage,
            Retry retry,
            boolean rejectNotFound,
            ScheduledExecutorService timer,
            Clock clock) {
        this.ask = ask;
        this.probe = probe;
        this.tickets = tickets;
        this.gate = gate;
        this.outage = outage;
        this.retry = retry;
        this.rejectNotFound = rejectNotFound;
        this.timer = timer;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        TaskRequest request = exchange.getMessage().getBody(TaskRequest.class);
        new Search(request, Flights.of(exchange), outcome -> {
                    exchange.getMessage().setBody(outcome);
                    callback.done(false);
                })
                .queue();
        return false;
    }

    /** All calls for one record. Its steps follow one another, so its fields need no lock. */
    private final class Search {
        private final TaskRequest request;
        private final InFlight flight;
        private Consumer<Object> done;
        private int attempts;
        private int ticketsTried;
        private boolean askedWhere;
        private long answersBefore; // anybody's, when its last call began
        private final Spell spell = new Spell(outage, clock);

        Search(TaskRequest request, InFlight flight, Consumer<Object> done) {
            this.request = request;
            this.flight = flight;
            this.done = done;
        }

        void queue() {
            gate.enter(this::enter);
        }

        /** Whoever waits for a ticket does not work yet: a rebalance need not wait for it, and may take the record. */
        private void enter() {
            tickets.ticket().whenComplete((ticket, stopped) -> {
                if (stopped == null && gate.isShut()) { // since, while the ticket was waited for
                    gate.leave();
                    queue();
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
            long started = System.nanoTime();
            ask.send(request.taskId(), ticket).whenComplete((reply, broken) -> {
                gate.leave();
                Duration time = Duration.ofNanos(System.nanoTime() - started);
                judgeOrGiveUp(broken == null ? reply : new Reply.Failed(Defect.in(WHAT, broken)), ticket, time);
            });
        }

        /** Nobody else would see what is thrown here, and the record would never end. */
        private void judgeOrGiveUp(Reply reply, String ticket, Duration lookupTime) {
            try {
                judge(reply, ticket, lookupTime);
            } catch (Throwable defect) {
                giveUp(Defect.in(WHAT, defect));
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
            } else if (failure instanceof Failure.NotFound && !rejectNotFound) {
                answered(Optional.empty(), ticket, lookupTime);
            } else {
                answeredAnything(ticket);
                attempts++;
                giveUp(failure);
            }
        }

        private void answered(Optional<TaskInfo> info, String ticket, Duration lookupTime) {
            answeredAnything(ticket);
            end(new TaskAnswer(request, info, attempts + 1, lookupTime));
        }

        private void answeredAnything(String ticket) {
            tickets.confirm(ticket);
            outage.answered();
            probe.answeredFor(request.taskId());
        }

        /** An expired ticket is nobody's fault: a new one for all, and the call again without using up an attempt. */
        private void ticketRefused(Failure.SignIn failure, String ticket) {
            tickets.invalidate(ticket);
            if (++ticketsTried < TICKETS_PER_ATTEMPT) {
                flight.rest();
                queue();
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
            ask.lookAgain().thenAccept(asked -> {
                if (asked) {
                    queue();
                } else {
                    unavailable(failure);
                }
            });
        }

        private void unavailable(Failure.Unavailable failure) {
            askedWhere = false;
            attempts = spell.failed() ? 0 : attempts; // those of an outage say nothing about the record
            outage.blame(failure);
            outage.failed(request.taskId(), retry.honoured(failure.retryAfter()));
            if (outage.isOn()) {
                wait(failure, IN_THE_QUEUE);
                return;
            }
            attempts++;
            if (!retry.isSpent(attempts, spell.lasted())) {
                wait(failure, retry.wait(attempts, failure.retryAfter()));
            } else if (outage.successes() > answersBefore) {
                poison(failure);
            } else { // others' answers of a while ago do not tell poison from an outage that has just begun
                probe.answers().whenComplete((answers, broken) -> {
                    if (broken == null && answers) {
                        poison(failure);
                    } else {
                        attempts--;
                        wait(failure, IN_THE_QUEUE);
                    }
                });
            }
        }

        private void wait(Failure.Unavailable failure, Duration time) {
            LOG.info(
                    "look-up failed, it is repeated; task={} origin={} class=unavailable code={} attempts={} wait={}",
                    request.taskId(),
                    request.source().origin(),
                    failure.code(),
                    attempts,
                    time);
            flight.rest();
            timer.schedule(this::queue, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void poison(Failure.Unavailable last) {
            giveUp(new Failure.Poison(last.code(), "kept failing while others succeed; at last: " + last.message()));
        }

        /** Once: should the rest of the route break, a second end would send the record on twice. */
        private void end(Object outcome) {
            Consumer<Object> first = done;
            done = second -> {};
            first.accept(outcome);
        }

        private void giveUp(Failure failure) {
            Instant now = clock.instant(), first = spell.first().orElse(now);
            end(new GivenUp(request.source(), new Rejection(failure, Step.LOOK_UP, attempts, first, now)));
        }
    }
}
