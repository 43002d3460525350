package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.Attempts;
import io.batchtask.bridge.calls.Defect;
import io.batchtask.bridge.calls.NetServerCalls;
import io.batchtask.bridge.calls.TaskCall;
import io.batchtask.bridge.calls.Turn;
import io.batchtask.bridge.calls.Verdict;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.traces.RecordSpan;
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

/**
 * Looks one task up, with as many calls as it takes: {@code TaskRequest} in, {@code TaskAnswer} or {@code DeadLetter}
 * out. Waiting for a turn, a ticket, a reply or the end of a back-off holds no thread.
 */
final class LookUp extends AsyncProcessorSupport {
    private static final Consumer<Object> ENDED = second -> {};

    private final NetServerCalls calls;
    private final boolean rejectNotFound;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    /** @param rejectNotFound whether a task NetServer does not have is a rejection rather than an answer */
    LookUp(NetServerCalls calls, boolean rejectNotFound, ScheduledExecutorService timer, Clock clock) {
        this.calls = calls;
        this.rejectNotFound = rejectNotFound;
        this.timer = timer;
        this.clock = clock;
    }

    /** Camel hands exceptions on; an {@code Error} it would log and forget, and the record would never end. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            TaskRequest request = exchange.getMessage().getBody(TaskRequest.class);
            Search search = new Search(request, InFlightProperty.of(exchange), outcome -> {
                exchange.getMessage().setBody(outcome);
                callback.done(false);
            });
            calls.caller().make(search, Turn.FIRST);
            return false;
        } catch (Throwable broken) {
            exchange.setException(broken);
            callback.done(true);
            return true;
        }
    }

    /** All calls for one record. Its steps follow one another, so its fields need no lock. */
    private final class Search implements TaskCall {
        private final TaskRequest request;
        private final InFlight flight;
        private final Attempts made;
        private Consumer<Object> done;

        /** @param done takes what came of it, once */
        Search(TaskRequest request, InFlight flight, Consumer<Object> done) {
            this.request = request;
            this.flight = flight;
            this.made = calls.attempts().apply(request.taskId());
            this.done = done;
        }

        @Override
        public int taskId() {
            return request.taskId();
        }

        @Override
        public RecordSpan cause() {
            return flight.span();
        }

        /** Only now: a rebalance need not wait for a record that waits for its turn or a ticket, and may take it. */
        @Override
        public boolean begins() {
            if (!flight.begin()) {
                return false;
            }
            made.begin();
            return true;
        }

        @Override
        public void withdrawn() {
            end(new Outcome.GivenBack());
        }

        /** Not with the word that there is no such task, within the grace for it and with nobody waiting for the end. */
        @Override
        public boolean endsWith(Reply reply) {
            return reply.failedWith(Failure.NotFound.class).isEmpty() || flight.isAwaited() || !made.isWithinGrace();
        }

        /** No one else would see what is thrown here, and the record would never end. */
        @Override
        public void ended(Reply reply, String ticket, Duration time) {
            Instant now = clock.instant();
            try {
                judge(reply, time, now);
            } catch (Throwable defect) {
                if (done == ENDED || Recovery.isOfTheRecord(defect) || Defect.isBehind(reply)) {
                    reject(Defect.in("the look-up", defect), made.failed());
                } else { // no memory is no fault of the record
                    ended(new Reply.Failed(Defect.ofCall(defect)), ticket, time);
                }
            }
        }

        private void judge(Reply reply, Duration time, Instant now) {
            if (reply.isAnswer()) {
                made.answered();
                calls.probe().answeredFor(taskId());
            }
            if (reply instanceof Reply.Found found) {
                answered(Optional.of(found.task()), time, now);
                return;
            }
            Failure failure = ((Reply.Failed) reply).failure();
            if (!reply.isAnswer()) {
                follow(made.unanswered(failure));
            } else if (!endsWith(reply)) {
                lookLater(failure, made.notFound());
            } else if (failure instanceof Failure.NotFound && !rejectNotFound) {
                answered(Optional.empty(), time, now);
            } else {
                reject(failure, made.failed() + 1);
            }
        }

        private void answered(Optional<BatchTask> task, Duration time, Instant now) {
            end(new TaskAnswer(request, task, made.failed() + 1, time, now));
        }

        private void follow(Verdict verdict) {
            switch (verdict.next()) {
                case AT_ONCE -> {
                    flight.span().calledAgain(verdict.failure(), made.failed(), Duration.ZERO);
                    callAgain(Turn.AGAIN);
                }
                case LATER -> callLater(verdict.failure(), verdict.pause());
                case ASK_WHERE -> {
                    flight.pause();
                    calls.caller()
                            .refreshLocation()
                            .thenAccept(found -> follow(found ? verdict.atOnce() : made.unanswered(verdict.failure())));
                }
                case ASK_WHETHER ->
                    calls.probe()
                            .answers()
                            .whenComplete((answers, broken) ->
                                    follow(broken == null && answers ? verdict.giveUp() : verdict.atOnce()));
                case GIVE_UP -> reject(verdict.failure(), made.failed());
            }
        }

        private void callLater(Failure failure, Duration time) {
            flight.span().calledAgain(failure, made.failed(), time);
            LookUpLog.failed(request, flight.span(), failure, made.failed(), time);
            flight.backOff();
            timer.schedule(() -> callAgain(Turn.AGAIN), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void lookLater(Failure failure, Duration time) {
            flight.span().calledAgain(failure, made.failed(), time);
            LookUpLog.absent(request, time);
            flight.linger();
            timer.schedule(() -> callAgain(Turn.PATIENT), time.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void callAgain(Turn turn) {
            flight.pause();
            calls.caller().make(this, turn);
        }

        private void reject(Failure failure, int attempts) {
            Instant now = clock.instant();
            end(new DeadLetter(
                    request.source(),
                    failure,
                    Step.LOOK_UP,
                    attempts,
                    made.firstFailure().orElse(now),
                    now));
        }

        /** Once: should the rest of the route break, a second end would send the record on twice. */
        private void end(Object outcome) {
            Consumer<Object> first = done;
            done = ENDED;
            first.accept(outcome);
        }
    }
}
