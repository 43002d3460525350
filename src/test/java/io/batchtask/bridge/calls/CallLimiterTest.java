package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CallLimiterTest {
    private final ManualTime time = new ManualTime();
    private final AtomicBoolean shut = new AtomicBoolean();
    private final List<String> entered = new ArrayList<>();

    @Test
    void noMoreThanSoManyEnterAtOnce() {
        CallLimiter limiter = limiter(2);

        enter(limiter, "a", "b", "c", "d");

        assertThat(entered).containsExactly("a", "b");
        assertThat(limiter.waiting()).isEqualTo(2);
        limiter.leave(Turn.FIRST);
        assertThat(entered).containsExactly("a", "b", "c");
    }

    @Test
    void whoCameFirstEntersFirst() {
        CallLimiter limiter = limiter(1);
        enter(limiter, "a", "b", "c", "d");

        limiter.leave(Turn.FIRST);
        limiter.leave(Turn.FIRST);
        limiter.leave(Turn.FIRST);

        assertThat(entered).containsExactly("a", "b", "c", "d");
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void whoHasBeenInBeforeEntersBeforeAllWhoHaveNot() {
        CallLimiter limiter = limiter(1);
        enter(limiter, "a", "b", "c");
        limiter.enter(Turn.AGAIN, () -> entered.add("again"));
        assertThat(limiter.waiting()).isEqualTo(3);

        limiter.leave(Turn.FIRST);
        limiter.leave(Turn.FIRST);

        assertThat(entered).containsExactly("a", "again", "b");
    }

    @Test
    void whoWaitsForATaskTakesTurnsWithThoseWhoHaveNotBeenIn() {
        CallLimiter limiter = limiter(1);
        enter(limiter, "a", "b", "c");
        for (String patient : List.of("p", "q", "r", "s")) {
            limiter.enter(Turn.PATIENT, () -> entered.add(patient));
        }
        assertThat(limiter.waiting()).isEqualTo(6);
        limiter.leave(Turn.FIRST);
        limiter.enter(Turn.AGAIN, () -> entered.add("again"));

        for (int call = 0; call < 6; call++) {
            limiter.leave(Turn.FIRST);
        }

        assertThat(entered).containsExactly("a", "p", "again", "b", "q", "c", "r", "s");
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void probesAreNotCountedAmongThoseInside() {
        CallLimiter limiter = limiter(3);
        enter(limiter, "a");
        limiter.enter(Turn.PROBE, () -> entered.add("probe"));
        assertThat(limiter.inside()).isEqualTo(1);

        limiter.leave(Turn.PROBE);
        limiter.leave(Turn.FIRST);

        assertThat(limiter.inside()).isZero();
    }

    @Test
    void noneEntersAShutGateUntilItIsOpenedAgain() {
        CallLimiter limiter = limiter(2);
        shut.set(true);
        enter(limiter, "a", "b", "c");
        limiter.leave(Turn.FIRST); // one that was inside when the limiter was shut
        assertThat(entered).isEmpty();

        shut.set(false);
        limiter.reopen();

        assertThat(entered).containsExactly("a", "b", "c");
    }

    @Test
    void aProbePassesAShutGate() {
        CallLimiter limiter = limiter(1);
        shut.set(true);
        enter(limiter, "a");

        limiter.enter(Turn.PROBE, () -> entered.add("probe"));

        assertThat(entered).containsExactly("probe");
    }

    @Test
    void aProbeCountsAsOneOfThoseInside() {
        CallLimiter limiter = limiter(1);
        limiter.enter(Turn.PROBE, () -> entered.add("probe"));

        enter(limiter, "a");
        assertThat(entered).containsExactly("probe");

        limiter.leave(Turn.PROBE);
        assertThat(entered).containsExactly("probe", "a");
    }

    @Test
    void aProbeWaitsForAPlaceButBeforeAllOthers() {
        CallLimiter limiter = limiter(1);
        enter(limiter, "a", "b");
        limiter.enter(Turn.PROBE, () -> entered.add("probe"));
        assertThat(entered).containsExactly("a");

        limiter.leave(Turn.FIRST);

        assertThat(entered).containsExactly("a", "probe");
    }

    @Test
    void theNumberInsideIsKeptUnderManyThreadsAndNoneIsForgotten() {
        int places = 5;
        int calls = 20_000;
        ExecutorService workers = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CallLimiter limiter =
                new CallLimiter(places, new AdaptiveRate(0, time::nanoTime), shut::get, workers, time, time::nanoTime);
        try {
            IntStream.range(0, calls).parallel().forEach(i -> {
                if (ThreadLocalRandom.current().nextInt(100) == 0) {
                    shut.set(!shut.get());
                    limiter.reopen();
                }
                limiter.enter(Turn.FIRST, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    served.incrementAndGet();
                    inside.decrementAndGet();
                    limiter.leave(Turn.FIRST);
                });
            });
            shut.set(false);
            limiter.reopen();

            await().atMost(Duration.ofSeconds(5)).until(() -> served.get() == calls);
            assertThat(most).hasValueLessThanOrEqualTo(places);
            assertThat(limiter.waiting()).isZero();
        } finally {
            workers.shutdownNow();
        }
    }

    private CallLimiter limiter(int callsAtOnce) {
        return new CallLimiter(
                callsAtOnce, new AdaptiveRate(0, time::nanoTime), shut::get, Runnable::run, time, time::nanoTime);
    }

    private void enter(CallLimiter limiter, String... names) {
        for (String name : names) {
            limiter.enter(Turn.FIRST, () -> entered.add(name));
        }
    }
}
