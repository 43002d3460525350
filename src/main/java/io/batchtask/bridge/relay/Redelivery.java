package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskRequest;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records through the relay route, each as often as it takes: until it has ended, or is no longer ours. Whatever
 * breaks off goes on from the stage it had reached, and asks anew whether it may.
 */
final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final IntervalFunction BACK_OFF =
            IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2, LONGEST_WAIT);
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(5); // a lease is renewed sooner than a broker is

    private final RouteProducer route;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RefusedWrites events;
    private final RefusedWrites deadLetters;

    /**
     * @param timer only says when; the work is done by the workers
     * @param events learns which events Kafka did not take
     * @param deadLetters learns which dead letters it did not take
     */
    Redelivery(
            RouteProducer route,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock,
            RefusedWrites events,
            RefusedWrites deadLetters) {
        this.route = route;
        this.events = events;
        this.deadLetters = deadLetters;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
    }

    /** @param ended learns how it ended, once; nothing when another member has it by then */
    void begin(Stage stage, InFlight flight, Consumer<Outcome> ended) {
        new Passage(stage, flight, ended).start();
    }

    /** That of one record. Its steps follow one another, so its fields need no lock. */
    private final class Passage {
        private final InFlight flight;
        private final Consumer<Outcome> ended;
        private Stage stage;
        private int failures;
        private int waits;

        Passage(Stage stage, InFlight flight, Consumer<Outcome> ended) {
            this.stage = stage;
            this.flight = flight;
            this.ended = ended;
        }

        void start() {
            AtomicBoolean over = new AtomicBoolean(); // should the route break when it has ended already
            try {
                if (stage instanceof TaskRequest || flight.begin()) { // a look-up asks when it is its turn
                    Exchange exchange = route.exchange();
                    InFlightProperty.set(exchange, flight);
                    exchange.getMessage().setBody(stage);
                    route.process(exchange, synchronously -> {
                        if (over.compareAndSet(false, true)) {
                            judge(exchange.getMessage().getBody(), exchange.getException());
                        }
                    });
                } else { // the next member that has its partition reads it again
                    end(new Outcome.GivenBack());
                }
            } catch (Throwable broken) {
                if (over.compareAndSet(false, true)) {
                    judge(stage, broken);
                }
            }
        }

        /** No one else would see what is thrown here, and the record would never end. */
        private void judge(Object body, Throwable thrown) {
            try {
                if (thrown == null && body instanceof Outcome outcome) {
                    end(outcome);
                } else if (flight.begin() && !route.isStopping()) {
                    goOn(body, thrown);
                } else {
                    end(new Outcome.GivenBack());
                }
            } catch (Throwable defect) {
                LOG.error("a record's passage broke, it is started again; origin={}", origin(), defect);
                later(LONGEST_WAIT);
            }
        }

        private void end(Outcome outcome) {
            boolean given = outcome instanceof Outcome.GivenBack;
            left(!given);
            boolean counts = !given && flight.finish();
            Outcome here = counts ? outcome : new Outcome.GivenBack();
            if (counts) {
                ended.accept(outcome);
            }
            flight.span().ended(here.word(), here.reason());
        }

        /** It is not offered to Kafka again, at least not as what it was. */
        private void left(boolean taken) {
            events.ended(this, taken);
            deadLetters.ended(this, taken);
        }

        private void goOn(Object body, Throwable thrown) {
            if (body instanceof OutboundRecord outbound) {
                stage = outbound.stage();
                refused(thrown == null ? unfinished(body) : thrown);
            } else if (thrown == null && (body instanceof TaskEvent || body instanceof DeadLetter)) {
                stage = (Stage) body;
                later(LONGEST_DOUBT); // held back: it is in doubt whose it is
            } else {
                stage = body instanceof Stage reached ? reached : stage;
                broken(thrown == null ? unfinished(body) : thrown);
            }
        }

        private IllegalStateException unfinished(Object body) {
            return new IllegalStateException("the route ended with "
                    + (body == null ? "nothing" : body.getClass().getSimpleName()));
        }

        private void refused(Throwable thrown) {
            Optional<DeadLetter> instead = Recovery.refused(stage, thrown, clock.instant());
            if (instead.isPresent()) {
                goOnAs(instead.get());
                return;
            }
            failures++;
            flight.span().brokeOff(thrown.getClass().getSimpleName());
            String reason = Recovery.reason(thrown);
            LOG.debug("publishing failed, it is repeated; origin={} times={} reason={}", origin(), failures, reason);
            (stage instanceof TaskEvent ? events : deadLetters).refused(this, origin(), reason);
            later(LONGEST_WAIT);
        }

        private void broken(Throwable thrown) {
            Optional<DeadLetter> instead = Recovery.broken(stage, thrown, clock.instant());
            if (instead.isPresent()) {
                goOnAs(instead.get());
                return;
            }
            failures++;
            flight.span().brokeOff(thrown.getClass().getSimpleName());
            LOG.error("a record cannot go on, it is tried again; origin={} times={}", origin(), failures, thrown);
            later(LONGEST_WAIT);
        }

        private void goOnAs(DeadLetter instead) {
            left(false);
            stage = instead;
            failures = 0;
            waits = 0;
            start();
        }

        /** The wait doubles each time. Meanwhile a rebalance need not wait for the record, and may take it. */
        private void later(Duration longest) {
            flight.backOff();
            waits = Math.min(waits + 1, MOST_DOUBLINGS);
            long wait = Math.min(longest.toMillis(), BACK_OFF.apply(waits));
            unlessStopped(() -> timer.schedule(
                    () -> unlessStopped(() -> workers.execute(this::resume)), wait, TimeUnit.MILLISECONDS));
        }

        private void unlessStopped(Runnable step) {
            try {
                step.run();
            } catch (RejectedExecutionException stopped) {
                end(new Outcome.GivenBack());
                LOG.debug("stopped, the record is read again after the next start; origin={}", origin());
            }
        }

        private void resume() {
            flight.pause(); // its time has come; a look-up still waits for its turn
            start();
        }

        private Object origin() {
            return stage.source().origin();
        }
    }
}
