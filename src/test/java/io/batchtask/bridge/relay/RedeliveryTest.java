package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import io.batchtask.bridge.intake.Polled;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a record whose way breaks off, with a route that does what the test says. */
@Timeout(30)
class RedeliveryTest extends CamelTestSupport {
    private static final ConsumedRecord SOURCE = new ConsumedRecord(new Origin("ids", 3, 0), 0, null, null, List.of());
    private static final TaskRequest REQUEST = new TaskRequest(SOURCE, 42, false);
    private static final TaskEvent EVENT = new TaskEvent(SOURCE, "type", 3, new byte[0], List.of(), Map.of());
    private static final DeadLetter LETTER =
            DeadLetter.atOnce(SOURCE, new Failure.Poison("reset", "x"), Step.LOOK_UP, 5, Instant.EPOCH);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualTime time = new ManualTime();
    private final RefusedWrites events = new RefusedWrites("info", time::nanoTime);
    private final RefusedWrites deadLetters = new RefusedWrites("dlq", time::nanoTime);
    private final Intake intake =
            new Intake(IntakeLimits.forCalls(1, Duration.ofSeconds(1), Duration.ZERO), Runnable::run, () -> false);
    private final Polled partition = new Polled(intake, "ids", 3);
    private final Deque<Processor> script = new ArrayDeque<>();
    private final List<Object> started = new ArrayList<>();
    private final List<Outcome> ended = new ArrayList<>();
    private final Flight flight = new Flight();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(RelayRoutes.RELAY).process(exchange -> {
                    started.add(exchange.getMessage().getBody());
                    Processor next = script.poll();
                    if (next == null) {
                        exchange.getMessage().setBody(new Outcome.Dropped());
                    } else {
                        next.process(exchange);
                    }
                });
            }
        };
    }

    private static Processor refused() {
        return exchange -> {
            Stage stage = exchange.getMessage().getBody(Stage.class);
            exchange.getMessage().setBody(new OutboundRecord(stage, null, null, List.of()));
            exchange.setException(new NotEnoughReplicasException("one is left"));
        };
    }

    private static Processor reaches(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    private static Processor breaks(Throwable thrown) {
        return exchange -> exchange.setException(thrown);
    }

    private void next(Processor then, int times) {
        script.addAll(Stream.generate(() -> then).limit(times).toList());
    }

    private Redelivery passages() {
        return passages(Runnable::run, time);
    }

    private Redelivery passages(Executor workers, ScheduledExecutorService timer) {
        return new Redelivery(
                new RouteProducer(context, RelayRoutes.RELAY), workers, timer, time.clock(), events, deadLetters);
    }

    private void begin(Stage stage) {
        passages().begin(stage, flight, ended::add);
    }

    private static List<Duration> seconds(double... seconds) {
        return java.util.Arrays.stream(seconds)
                .mapToObj(each -> Duration.ofMillis((long) (each * 1000)))
                .toList();
    }

    @Test
    void aPublicationThatFailsIsRepeatedEverMoreSlowly() {
        next(refused(), 7);

        passages().begin(EVENT, flight, ended::add);
        assertThat(flight.backingOff).as("a rebalance need not wait for it").isTrue();
        time.advance(LONG);

        assertThat(time.waits()).isEqualTo(seconds(0.5, 1, 2, 4, 8, 10, 10));
        assertThat(started).hasSize(8).containsOnly(EVENT);
        assertThat(ended).hasSize(1);
        assertThat(events.now().refusals()).isEqualTo(7);
    }

    @Test
    void whatIsHeldBackGoesOnWhereItStoodAndCountsAsNoFailure() {
        next(reaches(LETTER), 6);

        passages().begin(REQUEST, flight, ended::add);
        time.advance(LONG);

        assertThat(time.waits()).isEqualTo(seconds(0.5, 1, 2, 4, 5, 5));
        assertThat(started.get(0)).isEqualTo(REQUEST);
        assertThat(started.subList(1, 7)).as("not looked up again").containsOnly(LETTER);
        assertThat(ended).hasSize(1);
        assertThat(deadLetters.now().refusals()).isZero();
    }

    @Test
    void aPublicationIsNotRepeatedWhenItsPartitionWasLostMeanwhile() {
        next(refused(), 1);
        startPolled(EVENT);

        partition.lost();
        time.advance(LONG);

        assertThat(started).hasSize(1);
        assertThat(ended).isEmpty();
    }

    @Test
    void givingAPartitionBackWaitsForNoPublicationThatWaitsAndNoneIsRepeatedThen() {
        next(refused(), 1);
        startPolled(EVENT);

        partition.givingBack();
        assertThat(partition.isQuiet()).isTrue();
        time.advance(LONG);

        assertThat(started).hasSize(1);
        assertThat(ended).isEmpty();
        assertThat(partition.committable(1)).isZero();
    }

    @Test
    void whatIsHeldBackEndsWithItsPartition() {
        next(reaches(EVENT), 1);
        startPolled(REQUEST);

        partition.lost();
        time.advance(LONG);

        assertThat(started).hasSize(1);
        assertThat(ended).isEmpty();
    }

    private void startPolled(Stage stage) {
        partition.record(0);
        intake.accept(SOURCE.origin(), "lane", polled -> {
            assertThat(polled.begin()).isTrue();
            passages().begin(stage, polled, ended::add);
        });
    }

    @Test
    void aDefectBeforeKafkaHadItBecomesADeadLetterAtOnce() {
        next(breaks(new IllegalArgumentException("ours")), 1);

        begin(EVENT);

        assertThat(started).hasSize(2);
        DeadLetter rejection = (DeadLetter) started.get(1);
        assertThat(rejection.failure()).isInstanceOf(Failure.Contract.class);
        assertThat(rejection.failure().code()).isEqualTo("internal");
        assertThat(rejection.step()).isEqualTo(Step.PUBLISH);
        assertThat(rejection.attempts()).isEqualTo(3);
        assertThat(time.waits()).isEmpty();
        assertThat(ended).hasSize(1);
    }

    @Test
    void aRouteThatEndsWithAnUnknownExceptionIsADefectToo() {
        next(reaches("not an outcome"), 1);

        begin(REQUEST);

        assertThat(((DeadLetter) started.get(1)).step()).isEqualTo(Step.LOOK_UP);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aRecordThatOverflowsTheStackIsRejectedAndOneThatFindsNoMemoryIsNot() {
        next(breaks(new StackOverflowError()), 1);
        begin(EVENT);
        assertThat(started.get(1)).isInstanceOf(DeadLetter.class);

        started.clear();
        next(breaks(new OutOfMemoryError()), 3);
        passages().begin(EVENT, new Flight(), ended::add);
        time.advance(LONG);
        assertThat(started).hasSize(4).containsOnly(EVENT);
        assertThat(ended).hasSize(2);
    }

    @Test
    void aDeadLetterThatCannotBeMadeIsTriedUntilItCan() {
        next(breaks(new IllegalArgumentException("ours")), 5);

        begin(LETTER);
        time.advance(LONG);

        assertThat(started).hasSize(6).containsOnly(LETTER);
        assertThat(ended).hasSize(1);
    }

    @Test
    void aRecordThatCannotEvenStartIsStartedAgain() {
        Redelivery nowhere = new Redelivery(
                new RouteProducer(context, "no-such-component:x"),
                Runnable::run,
                time,
                time.clock(),
                events,
                deadLetters);

        assertThatCode(() -> nowhere.begin(LETTER, flight, ended::add)).doesNotThrowAnyException();

        assertThat(flight.working).isFalse();
        time.advance(Duration.ofSeconds(5));
        assertThat(time.pending()).as("never given up").isEqualTo(1);
    }

    @Test
    void anOutcomeThatCannotBeBookedStopsNoOther() {
        partition.record(0);
        intake.accept(SOURCE.origin(), "lane", polled -> passages().begin(EVENT, polled, outcome -> {
            throw new NoClassDefFoundError("a listener of the books");
        }));
        time.advance(LONG);

        assertThat(started).as("it has ended").hasSize(1);
        assertThat(time.pending()).isZero();
        assertThat(partition.committable(1)).isEqualTo(1);
    }

    @Test
    void theTimerOnlySaysWhenTheWorkIsDoneByTheWorkers() {
        Deque<Runnable> handed = new ArrayDeque<>();
        next(refused(), 1);
        passages(handed::add, time).begin(EVENT, flight, ended::add);

        time.advance(LONG);
        assertThat(started).hasSize(1);
        handed.remove().run();

        assertThat(ended).hasSize(1);
    }

    @Test
    void whatFailsWhenTheTimerOrTheWorkersHaveStoppedIsLeftToTheNextOwner() {
        ScheduledExecutorService stopped = Executors.newSingleThreadScheduledExecutor();
        stopped.shutdownNow();
        next(refused(), 2);

        assertThatCode(() -> {
                    passages(Runnable::run, stopped).begin(EVENT, flight, ended::add);
                    passages(stopped, time).begin(EVENT, new Flight(), ended::add);
                    time.advance(LONG);
                })
                .doesNotThrowAnyException();

        assertThat(started).hasSize(2);
        assertThat(ended).isEmpty();
        assertThat(repeated()).isZero();
    }

    @Test
    void whatWasGivenBackIsNeitherFinishedNorStartedAgain() {
        next(reaches(new Outcome.GivenBack()), 1);

        begin(REQUEST);
        time.advance(LONG);

        assertThat(started).hasSize(1);
        assertThat(flight.finished).isZero();
        assertThat(ended).isEmpty();
    }

    // ---- what is being repeated

    private int repeated() {
        return events.now().repeating() + deadLetters.now().repeating();
    }

    @Test
    void aRecordIsRepeatedFromItsFirstRefusalToItsEnd() {
        next(refused(), 3);
        begin(EVENT);
        assertThat(events.now().repeating()).isEqualTo(1);
        assertThat(events.now().topic()).isEqualTo("info");

        time.advance(LONG);
        assertThat(repeated()).isZero();
    }

    @Test
    void anEventThatIsTooLargeIsRepeatedAsADeadLetterOnly() {
        next(refused(), 1);
        next(
                exchange -> {
                    Stage stage = exchange.getMessage().getBody(Stage.class);
                    exchange.getMessage().setBody(new OutboundRecord(stage, null, null, List.of()));
                    exchange.setException(new org.apache.kafka.common.errors.RecordTooLargeException("x"));
                },
                1);
        next(refused(), 1);
        begin(EVENT);
        time.advance(Duration.ofMillis(500));

        assertThat(events.now().repeating()).isZero();
        assertThat(deadLetters.now().repeating()).isEqualTo(1);
        time.advance(LONG);
        assertThat(repeated()).isZero();
    }

    /** Records that leave in every way there is, at every moment: nothing is counted for ever. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverBecomesOfThemNoneIsCountedForEver(long seed) {
        Random random = new Random(seed);
        List<Flight> flights = new ArrayList<>();
        List<Processor> ways = List.of(
                refused(),
                refused(),
                exchange -> {
                    ((Flight) InFlightProperty.of(exchange)).lost = true;
                    refused().process(exchange);
                },
                reaches(EVENT),
                reaches(LETTER),
                reaches(new Outcome.GivenBack()),
                reaches(new Outcome.Dropped()),
                breaks(new IllegalArgumentException("ours")),
                breaks(new OutOfMemoryError()),
                reaches("nonsense"));
        Stream.generate(() -> ways.get(random.nextInt(ways.size())))
                .limit(6_000)
                .forEach(script::add);
        for (int i = 0; i < 1_000; i++) {
            Flight one = new Flight();
            flights.add(one);
            passages().begin(random.nextBoolean() ? EVENT : LETTER, one, ended::add);
            time.advance(Duration.ofMillis(random.nextInt(200)));
            Flight other = flights.get(random.nextInt(flights.size()));
            other.lost |= random.nextInt(4) == 0;
            other.draining |= random.nextInt(8) == 0;
        }
        assertThat(repeated()).isPositive();
        flights.forEach(flight -> flight.lost |= random.nextBoolean());

        time.advance(LONG);

        assertThat(time.pending()).isZero();
        assertThat(repeated()).isZero();
    }
}
