package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls per second. */
@Timeout(10)
class CallLimiterRateTest {
    private final ManualTime time = new ManualTime();
    private final AtomicBoolean shut = new AtomicBoolean();
    private final List<String> entered = new ArrayList<>();

    @Test
    void whoWaitsForTheRateEntersWhenItsTimeHasCome() {
        CallLimiter limiter = limiter(10);

        enter(limiter, "a", "b", "c");
        assertThat(entered).containsExactly("a");
        assertThat(time.waits()).hasSize(1);
        assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));

        time.advance(Duration.ofSeconds(10));
        assertThat(entered).containsExactly("a", "b");
    }

    @Test
    void whoWaitsForTheRateDoesNotEnterAGateThatWasShutMeanwhile() {
        CallLimiter limiter = limiter(10);
        enter(limiter, "a", "b", "c");
        shut.set(true);

        time.advance(Duration.ofMinutes(1));
        assertThat(entered).containsExactly("a");

        shut.set(false);
        limiter.reopen();
        assertThat(entered).containsExactly("a", "b");
    }

    @Test
    void aProbeIsTheNextToBeAllowedByTheRate() {
        CallLimiter limiter = limiter(10);
        enter(limiter, "a", "b", "c");
        shut.set(true);

        limiter.enter(Turn.PROBE, () -> entered.add("probe"));
        time.advance(Duration.ofSeconds(10));

        assertThat(entered).containsExactly("a", "probe");
    }

    @Test
    void aSecondCallOfOneThatIsInsideTakesTheTimeOfTwo() {
        CallLimiter limiter = limiter(10);
        enter(limiter, "a", "b");
        limiter.calledOnceMore();

        time.advance(Duration.ofSeconds(19));
        assertThat(entered).containsExactly("a");
        time.advance(Duration.ofSeconds(1));
        assertThat(entered).containsExactly("a", "b");
    }

    @Test
    void thePlaceOfACallIsNotTakenWhileItWaitsForTheRate() {
        CallLimiter limiter = limiter(2);

        enter(limiter, "a", "b", "c");

        assertThat(limiter.waiting()).isEqualTo(2);
    }

    @Test
    void fiftyASecondAreSpreadOverTheSecond() throws InterruptedException {
        int calls = 60;
        List<Long> times = measure(50, calls);

        double seconds = (times.get(calls - 1) - times.get(0)) / 1e9;
        assertThat(calls / seconds).as("calls a second").isBetween(30.0, 55.0);
        assertThat(mostWithin(Duration.ofMillis(200), times))
                .as("calls within any fifth of a second")
                .isLessThanOrEqualTo(12);
    }

    @Test
    void aHighRateIsReached() throws InterruptedException {
        int calls = 800;
        List<Long> times = measure(2_000, calls);

        double seconds = (times.get(calls - 1) - times.get(0)) / 1e9;
        assertThat(calls / seconds).as("calls a second").isBetween(800.0, 2_200.0);
    }

    /** When each of so many calls entered that all came at once. */
    private static List<Long> measure(double callsPerSecond, int calls) throws InterruptedException {
        var timer = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Long> times = new ArrayList<>();
            CountDownLatch all = new CountDownLatch(calls);
            CallLimiter limiter = new CallLimiter(
                    calls,
                    new AdaptiveRate(callsPerSecond, System::nanoTime),
                    () -> false,
                    Runnable::run,
                    timer,
                    System::nanoTime);
            for (int i = 0; i < calls; i++) {
                limiter.enter(Turn.FIRST, () -> {
                    synchronized (times) {
                        times.add(System.nanoTime());
                    }
                    all.countDown();
                });
            }
            all.await();
            return times;
        } finally {
            timer.shutdownNow();
        }
    }

    private static long mostWithin(Duration span, List<Long> times) {
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> at >= from && at < from + span.toNanos())
                        .count())
                .max()
                .orElseThrow();
    }

    /** One call every ten seconds. */
    private CallLimiter limiter(int callsAtOnce) {
        return new CallLimiter(
                callsAtOnce, new AdaptiveRate(0.1, time::nanoTime), shut::get, Runnable::run, time, time::nanoTime);
    }

    private void enter(CallLimiter limiter, String... names) {
        for (String name : names) {
            limiter.enter(Turn.FIRST, () -> entered.add(name));
        }
    }
}
