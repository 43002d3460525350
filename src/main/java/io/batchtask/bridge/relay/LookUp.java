package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskInfo;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one task up, with as many calls as it takes: {@code TaskRequest} in, {@code TaskAnswer} or {@code GivenUp} out.
 * Waiting for a turn, a ticket, a reply or the end of a back-off holds no thread. Each call is an exchange of its own,
 * so nothing of the record reaches NetServer but the task id, and nothing of CXF reaches the event.
 */
final class LookUp extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(LookUp.class);

    /** So often in a row a brand-new ticket may be refused before that counts as a failed attempt. */
    private static final int TICKETS_PER_ATTEMPT = 3;

    private final NetServer netServer;
    private final Tickets tickets;
    private final Gate gate;
    private final Outage outage;
    private final Retry retry;
    private final boolean rejectNotFound;
    private final RouteProducer ask;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final AtomicInteger lastAnswered = new AtomicInteger(1);

    /**
     * @param rejectNotFound whether a task NetServer does not have is a rejection rather than an answer
     * @param ask the route that makes one call
     */
    LookUp(
            NetServer netServer,
            Tickets tickets,
            Gate gate,
            Outage outage,
            Retry retry,
            boolean rejectNotFound,
            RouteProducer ask,
            ScheduledExecutorService timer,
            Clock clock) {
        this.netServer = netServer;
        this.tickets = tickets;
        this.gate = gate;
        this.outage = outage;
        this.retry = retry;
        this.rejectNotFound = rejectNotFound;
        this.ask = ask;
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
        private final Consumer<Object> done;
        private int attempts;
        private int ticketsTried;
        private Instant firstFailureAt;
        private long successesBefore;
        private long callStarted;

        Search(TaskRequest request, InFlight flight, Consumer<Object> done) {
            this.request = request;
            this.flight = flight;
            this.done = done;
        }

        void queue() {
            gate.enter(this::enter);
        }

        private void enter() {
            if (!flight.work()) {
                gate.leave();
                done.accept(null); // the partition was taken away: whoever has it now looks the task up
                return;
            }
            tickets.ticket().whenComplete((ticket, stopped) -> {
                if (stopped != null) {
                    gate.leave();
                    done.accept(null);
                } else {
                    call(ticket);
                }
            });
        }

        private void call(String ticket) {
            callStarted = System.nanoTime();
            send(request.taskId(), ticket).whenComplete((reply, broken) -> {
                gate.leave();
                Reply judged = broken == null ? reply : new Reply.Failed(internal(broken));
                judge(judged, ticket, Duration.ofNanos(System.nanoTime() - callStarted));
            });
        }

        private void judge(Reply reply, String ticket, Duration lookupTime) {
            if (reply instanceof Reply.Found found) {
                answered(Optional.of(found.task()), lookupTime);
                return;
            }
            Failure failure = ((Reply.Failed) reply).failure();
            if (failure instanceof Failure.SignIn signIn) {
                ticketRefused(signIn, ticket);
            } else if (failure instanceof Failure.Unavailable unavailable) {
                unavailable(unavailable);
            } else if (failure instanceof Failure.NotFound && !rejectNotFound) {
                answered(Optional.empty(), lookupTime);
            } else {
                outage.answered();
                lastAnswered.set(request.taskId());
                attempts++;
                giveUp(failure);
            }
        }

        private void answered(Optional<TaskInfo> info, Duration lookupTime) {
            outage.answered();
            lastAnswered.set(request.taskId());
            done.accept(new TaskAnswer(request, info, attempts + 1, lookupTime));
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

        private void unavailable(Failure.Unavailable failure) {
            Instant now = clock.instant();
            if (firstFailureAt == null) {
                firstFailureAt = now;
                successesBefore = outage.successes();
            }
            outage.failed(request.source().origin());
            if (outage.isOn()) {
                wait(failure, Duration.ZERO); // in the queue until the outage is over; no attempt is burnt
                return;
            }
            attempts++;
            if (!retry.isSpent(attempts, Duration.between(firstFailureAt, now))) {
                Duration backOff = retry.backOff().apply(attempts);
                wait(
                        failure,
                        failure.retryAfter()
                                .filter(asked -> asked.compareTo(backOff) > 0)
                                .orElse(backOff));
            } else if (outage.successes() > successesBefore) {
                poison(failure);
            } else {
                outage.answersOthers().whenComplete((answers, broken) -> {
                    if (broken == null && answers) {
                        poison(failure);
                    } else {
                        attempts--;
                        wait(failure, Duration.ZERO);
                    }
                });
            }
        }

        private void wait(Failure.Unavailable failure, Duration time) {
            LOG.info(
                    "look-up failed, it is repeated; task={} origin={} class={} code={} attempts={} wait={}",
                    request.taskId(),
                    request.source().origin(),
                    failure.className(),
                    failure.code(),
                    attempts,
                    time);
            flight.rest();
            timer.schedule(this::queue, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void poison(Failure.Unavailable last) {
            giveUp(new Failure.Poison(last.code(), "kept failing while others succeed; at last: " + last.message()));
        }

        private void giveUp(Failure failure) {
            Instant now = clock.instant();
            Instant first = firstFailureAt == null ? now : firstFailureAt;
            done.accept(new GivenUp(request.source(), new Rejection(failure, Step.LOOK_UP, attempts, first, now)));
        }
    }

    /** One call through the ask route. */
    private CompletableFuture<Reply> send(int taskId, String ticket) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            Exchange call = netServer.lookUp(ask.endpoint(), taskId, ticket);
            ask.process(call, synchronously -> reply.complete(netServer.reply(call, taskId)));
        } catch (RuntimeException broken) {
            reply.completeExceptionally(broken);
        }
        return reply;
    }

    /**
     * Whether NetServer answers at all, found out with a task it has answered for before (or none has, then any): any
     * answer will do, a ticket it does not accept included.
     */
    CompletableFuture<Boolean> probe() {
        return tickets.ticket().thenCompose(this::probe);
    }

    private CompletableFuture<Boolean> probe(String ticket) {
        return send(lastAnswered.get(), ticket).handle((reply, broken) -> {
            boolean answers = broken == null
                    && !(reply instanceof Reply.Failed failed && failed.failure() instanceof Failure.Unavailable);
            if (!answers) {
                lastAnswered.updateAndGet(id -> id == 1 ? Integer.MAX_VALUE : 1); // perhaps it was that very task
            }
            return answers;
        });
    }

    private static Failure internal(Throwable broken) {
        LOG.error("a look-up broke, which is a defect of this program", broken);
        return new Failure.Contract(
                "internal", "the look-up broke: " + broken.getClass().getSimpleName());
    }
}
