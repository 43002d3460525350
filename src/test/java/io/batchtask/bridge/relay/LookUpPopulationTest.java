package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What holds for thousands of look-ups when the path to NetServer is bad, and what is promised of it in numbers. */
class LookUpPopulationTest {
    private static final List<Logger> TALKATIVE = Stream.of(LookUpLog.class, Probe.class)
            .map(type -> (Logger) LoggerFactory.getLogger(type))
            .toList();
    private static final int SLOTS = 64;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration QUICK = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofMinutes(30);

    @BeforeAll
    static void quiet() {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterAll
    static void asBefore() {
        TALKATIVE.forEach(logger -> logger.setLevel(null));
    }

    @ParameterizedTest(name = "share {0}, failing after {1} ms")
    @CsvSource({"0.333, 2", "0.333, 50", "0.25, 5"})
    void whereCallsFailAtRandomAllAreAnsweredNearlyAsFastAsThatAllowsAndPoisonIsStillFound(double share, int failing) {
        int requests = 10_000;
        LookUpPopulation crowd = crowd(1, SLOTS, LookUpPopulation.failing(share), LATENCY, Duration.ofMillis(failing));
        LookUps.Search poison = crowd.asksFor(LookUpPopulation.POISON);
        crowd.asksFor(1_000, 1_000 + requests);

        double seconds = crowd.until(SLOTS, LONG).toMillis() / 1e3;

        assertThat(requests / seconds)
                .as("look-ups a second")
                .isGreaterThan(0.6 * (1 - share) * SLOTS / (LATENCY.toMillis() / 1e3));
        int others = 100_000;
        while (poison.outcome().isEmpty() && seconds < 180) {
            crowd.asksFor(others, others + 20);
            others += 20;
            seconds += 0.5;
            crowd.lookUps.time.advance(Duration.ofMillis(500));
        }
        crowd.until(0, LONG);
        assertThat(crowd.givenUp()).singleElement().satisfies(end -> {
            assertThat(end.failure()).isInstanceOf(Failure.Poison.class);
            assertThat(end.attempts()).isBetween(10, 25);
        });
        assertThat(crowd.lookUps.inside.outages()).isZero();
    }

    static Stream<Arguments> populations() {
        return Stream.of(1, 2, 64, 400).flatMap(slots -> Stream.of(20, 1_000)
                .flatMap(latency -> IntStream.range(0, 5).mapToObj(seed -> arguments(seed, slots, latency))));
    }

    @ParameterizedTest(name = "seed {0}, {1} at once, {2} ms")
    @MethodSource("populations")
    void failuresAtRandomAreNoOutageAndRejectNoneWhereThereAreOthersToCompareWith(long seed, int slots, int latency) {
        LookUpPopulation crowd =
                crowd(seed, slots, LookUpPopulation.failing(1 / 3.0), Duration.ofMillis(latency), QUICK);

        crowd.asksFor(1_000, 1_000 + Math.max(300, 5 * slots)).until(0, LONG);

        assertThat(crowd.lookUps.inside.outages()).isZero();
        assertThat(crowd.unfinished()).isZero();
        if (slots > 2) { // one call at a time does not tell how the others fare before the first attempts are spent
            assertThat(crowd.givenUp()).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whenAnOutageIsOverFewFailuresAmongManyCallsAreNotTakenForTheNext(long seed) {
        LookUpPopulation crowd = crowd(seed, 400, LookUpPopulation.failing(1), LATENCY, QUICK);
        crowd.asksFor(1_000, 11_000);
        crowd.lookUps.time.advance(Duration.ofSeconds(1));
        assertThat(crowd.lookUps.inside.isOn()).isTrue();
        crowd.lookUps.time.advance(Duration.ofSeconds(5));

        crowd.mood = LookUpPopulation.failing(1 / 12.0);
        crowd.until(0, LONG);

        assertThat(crowd.lookUps.inside.outages()).isEqualTo(1);
        assertThat(crowd.givenUp()).isEmpty();
        assertThat(crowd.answers()).hasSize(10_000);
    }

    @ParameterizedTest(name = "{0} at once, failing after {1} ms")
    @CsvSource({"1, 2", "64, 2", "64, 1000", "400, 30000"})
    void aServerThatAnswersNoOneIsFoundOutAndCostsNoAttempt(int slots, int failing) {
        LookUpPopulation crowd = crowd(3, slots, LookUpPopulation.failing(1), LATENCY, Duration.ofMillis(failing));
        crowd.asksFor(1_000, 2_000);
        Duration tenFail =
                Duration.ofMillis(failing).multipliedBy(slots < 10 ? 12 : 1).multipliedBy(2);

        crowd.lookUps.time.advance(tenFail.plusSeconds(5));
        assertThat(crowd.lookUps.inside.isOn()).isTrue();
        crowd.lookUps.time.advance(Duration.ofHours(1));
        crowd.mood = LookUpPopulation.failing(0);
        crowd.until(0, LONG);

        assertThat(crowd.lookUps.inside.outages()).isEqualTo(1);
        assertThat(crowd.answers()).hasSize(1_000).allSatisfy(answer -> assertThat(answer.attempts())
                .isEqualTo(1));
    }

    @Test
    void aServerThatThrottlesAllIsFoundOutWithinSeconds() {
        LookUpPopulation crowd = crowd(4, SLOTS, (taskId, all) -> LookUpPopulation.TOO_OFTEN, LATENCY, QUICK);
        crowd.asksFor(1_000, 2_000);

        crowd.lookUps.time.advance(Duration.ofSeconds(5));

        assertThat(crowd.lookUps.inside.isOn()).isTrue();
    }

    static Stream<Arguments> bounds() {
        return IntStream.of(2, 50, 300)
                .boxed()
                .flatMap(latency -> Stream.of(
                        arguments("in each second", latency, LookUpPopulation.answeringInEachSecond(100)),
                        arguments("one after the other", latency, LookUpPopulation.answeringEvenly(100, 1)),
                        arguments("a hundred at once", latency, LookUpPopulation.answeringEvenly(100, 100))));
    }

    @ParameterizedTest(name = "{0}, {1} ms")
    @MethodSource("bounds")
    void aNetServerThatBearsAHundredCallsASecondIsAskedNearlySoOftenAndSeldomMore(
            String kind, int latency, LookUpPopulation.Mood bound) {
        LookUpPopulation crowd = crowd(5, SLOTS, bound, Duration.ofMillis(latency), QUICK);
        crowd.asksFor(1_000, 4_000);

        Duration first = crowd.until(2_000, LONG);
        int callsBefore = crowd.calls;
        int refusedBefore = crowd.refused;
        Duration rest = crowd.until(0, LONG);

        assertThat(3_000e3 / first.plus(rest).toMillis())
                .as("look-ups a second")
                .isGreaterThan(85);
        assertThat((double) (crowd.refused - refusedBefore) / (crowd.calls - callsBefore))
                .as("share refused")
                .isLessThan(0.1);
        assertThat(crowd.lookUps.inside.outages()).isZero();
        assertThat(crowd.answers()).hasSize(3_000).allSatisfy(answer -> assertThat(answer.attempts())
                .isEqualTo(1));
    }

    @Test
    void whenTheBoundIsLiftedTheFullRateIsBackWithinHalfAMinute() {
        LookUpPopulation crowd = crowd(6, SLOTS, LookUpPopulation.answeringInEachSecond(100), LATENCY, QUICK);
        crowd.asksFor(1_000, 40_000);
        crowd.until(38_000, LONG);

        crowd.mood = LookUpPopulation.failing(0);
        crowd.lookUps.time.advance(Duration.ofSeconds(29));
        int before = crowd.calls;
        crowd.lookUps.time.advance(Duration.ofSeconds(1));

        assertThat(crowd.calls - before).isGreaterThan(1_200);
        assertThat(crowd.lookUps.inside.limit()).isEmpty();
    }

    @Test
    void callsThatAreThrottledWhateverTheirNumberDoNotStopTheOthers() {
        LookUpPopulation crowd = crowd(
                7,
                SLOTS,
                (taskId, all) -> all.random.nextDouble() < 0.25 ? LookUpPopulation.TOO_OFTEN : null,
                LATENCY,
                QUICK);
        crowd.asksFor(1_000, 6_000);

        assertThat(crowd.until(0, LONG)).isLessThan(Duration.ofMinutes(2));
        assertThat(crowd.lookUps.inside.outages()).isZero();
    }

    @Test
    void oneTaskThatIsThrottledForEverSlowsNoOtherDown() {
        LookUpPopulation crowd = crowd(
                8,
                SLOTS,
                (taskId, all) -> taskId == LookUpPopulation.POISON ? LookUpPopulation.TOO_OFTEN : null,
                LATENCY,
                QUICK);
        crowd.asksFor(LookUpPopulation.POISON);
        crowd.asksFor(1_000, 20_000);

        assertThat(crowd.until(1, LONG)).isLessThan(Duration.ofSeconds(20));
        assertThat(crowd.lookUps.inside.limit()).isEmpty();
    }

    @Test
    void atALowRateARecordThatHasFailedIsSoonTriedAgain() {
        LookUpPopulation crowd = new LookUpPopulation(9, SLOTS, 20, LATENCY, QUICK, LookUpPopulation.failing(0.2));
        LookUps.Search[] searches =
                IntStream.range(1_000, 2_000).mapToObj(crowd::asksFor).toArray(LookUps.Search[]::new);
        Duration[] failedAt = new Duration[searches.length];
        Duration[] endedAt = new Duration[searches.length];
        for (Duration now = Duration.ZERO; crowd.unfinished() > 0; now = now.plusMillis(100)) {
            crowd.lookUps.time.advance(Duration.ofMillis(100));
            for (int i = 0; i < searches.length; i++) {
                if (failedAt[i] == null && searches[i].flight.backingOff) {
                    failedAt[i] = now;
                }
                if (endedAt[i] == null && searches[i].outcome().isPresent()) {
                    endedAt[i] = now;
                }
            }
        }

        List<Duration> took = IntStream.range(0, searches.length)
                .filter(i -> failedAt[i] != null)
                .mapToObj(i -> endedAt[i].minus(failedAt[i]))
                .sorted()
                .toList();
        assertThat(took).hasSizeGreaterThan(100);
        assertThat(took.get(took.size() / 2)).isLessThan(Duration.ofSeconds(2));
        assertThat(crowd.givenUp()).isEmpty();
    }

    private static LookUpPopulation crowd(
            long seed, int slots, LookUpPopulation.Mood mood, Duration latency, Duration failing) {
        return new LookUpPopulation(seed, slots, 0, latency, failing, mood);
    }
}
