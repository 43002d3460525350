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
        CallLimiter gate = gate(2);

        enter(gate, "a", "b", "c", "d");

        assertThat(entered).containsExactly("a", "b");
        assertThat(gate.waiting()).isEqualTo(2);
        gate.leave();
        assertThat(entered).containsExactly("a", "b", "c");
    }

    @Test
    void whoCameFirstEntersFirst() {
        CallLimiter gate = gate(1);
        enter(gate, "a", "b", "c", "d");

        gate.leave();
        gate.leave();
        gate.leave();

        assertThat(entered).containsExactly("a", "b", "c", "d");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void whoHasBeenInBeforeEntersBeforeAllWhoHaveNot() {
        CallLimiter gate = gate(1);
        enter(gate, "a", "b", "c");
        gate.enterAgain(() -> entered.add("again"));
        assertThat(gate.waiting()).isEqualTo(3);

        gate.leave();
        gate.leave();

        assertThat(entered).containsExactly("a", "again", "b");
    }

    @Test
    void probesAreNotCountedAmongThoseInside() {
        CallLimiter gate = gate(3);
        enter(gate, "a");
        gate.enterToProbe(() -> entered.add("probe"));
        assertThat(gate.inside()).isEqualTo(1);

        gate.leaveAsProbe();
        gate.leave();

        assertThat(gate.inside()).isZero();
    }

    @Test
    void nobodyEntersAShutGateUntilItIsOpenedAgain() {
        CallLimiter gate = gate(2);
        shut.set(true);
        enter(gate, "a", "b", "c");
        gate.leave(); // one that was inside when the gate was shut
        assertThat(entered).isEmpty();

        shut.set(false);
        gate.reopen();

        assertThat(entered).containsExactly("a", "b", "c");
    }

    @Test
    void aProbePassesAShutGate() {
        CallLimiter gate = gate(1);
        shut.set(true);
        enter(gate, "a");

        gate.enterToProbe(() -> entered.add("probe"));

        assertThat(entered).containsExactly("probe");
    }

    @Test
    void aProbeCountsAsOneOfThoseInside() {
        CallLimiter gate = gate(1);
        gate.enterToProbe(() -> entered.add("probe"));

        enter(gate, "a");
        assertThat(entered).containsExactly("probe");

        gate.leaveAsProbe();
        assertThat(entered).containsExactly("probe", "a");
    }

    @Test
    void aProbeWaitsForAPlaceButBeforeAllOthers() {
        CallLimiter gate = gate(1);
        enter(gate, "a", "b");
        gate.enterToProbe(() -> entered.add("probe"));
        assertThat(entered).containsExactly("a");

        gate.leave();

        assertThat(entered).containsExactly("a", "probe");
    }

    @Test
    void theNumberInsideIsKeptUnderManyThreadsAndNobodyIsForgotten() {
        int places = 5;
        int calls = 20_000;
        ExecutorService workers = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CallLimiter gate =
                new CallLimiter(places, new AdaptiveRate(0, time::nanoTime), shut::get, workers, time, time::nanoTime);
        try {
            IntStream.range(0, calls).parallel().forEach(i -> {
                if (ThreadLocalRandom.current().nextInt(100) == 0) {
                    shut.set(!shut.get());
                    gate.reopen();
                }
                gate.enter(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    served.incrementAndGet();
                    inside.decrementAndGet();
                    gate.leave();
                });
            });
            shut.set(false);
            gate.reopen();

            await().atMost(Duration.ofSeconds(5)).until(() -> served.get() == calls);
            assertThat(most).hasValueLessThanOrEqualTo(places);
            assertThat(gate.waiting()).isZero();
        } finally {
            workers.shutdownNow();
        }
    }

    private CallLimiter gate(int callsAtOnce) {
        return new CallLimiter(
                callsAtOnce, new AdaptiveRate(0, time::nanoTime), shut::get, Runnable::run, time, time::nanoTime);
    }

    private void enter(CallLimiter gate, String... names) {
        for (String name : names) {
            gate.enter(() -> entered.add(name));
        }
    }
}
