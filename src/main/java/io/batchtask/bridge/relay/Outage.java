package io.batchtask.bridge.relay;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an outage of NetServer from a record that cannot be looked up. The circuit breaker's state is resilience4j's;
 * what is ours: a record counts once between two successes, so that one poison id never opens it; and while it is open,
 * one probe at a time asks NetServer, so that no record burns attempts to find out.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final CircuitBreaker breaker;
    private final Supplier<CompletableFuture<Boolean>> probe;
    private final IntFunction<Duration> wait;
    private final ScheduledExecutorService timer;
    private final Runnable over;

    private final AtomicLong successes = new AtomicLong();
    private final Set<Object> failedSinceSuccess = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean probing = new AtomicBoolean();

    /**
     * @param failureRate percent of the last {@code window} calls that may fail
     * @param probe asks NetServer for any task; true when it answers at all, whatever it answers
     * @param wait time before that probe of an outage (1, 2, …)
     * @param over called when the outage has ended
     */
    Outage(
            int failureRate,
            int window,
            int minimumCalls,
            Supplier<CompletableFuture<Boolean>> probe,
            IntFunction<Duration> wait,
            ScheduledExecutorService timer,
            Runnable over) {
        this.breaker = CircuitBreaker.of(
                "netserver",
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(failureRate)
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(minimumCalls)
                        .waitDurationInOpenState(Duration.ofDays(365)) // our probe ends an outage, not the clock
                        .build());
        this.probe = probe;
        this.wait = wait;
        this.timer = timer;
        this.over = over;
        this.breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                opened();
            }
        });
    }

    boolean isOn() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    String state() {
        return breaker.getState().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Counts answers so far; two readings tell whether anybody was answered in between. */
    long successes() {
        return successes.get();
    }

    /** NetServer answered; what it answered does not matter here. */
    void answered() {
        successes.incrementAndGet();
        failedSinceSuccess.clear();
        if (!isOn()) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** No usable answer for that record. */
    void failed(Object record) {
        if (failedSinceSuccess.add(record) && !isOn()) {
            breaker.onError(0, TimeUnit.NANOSECONDS, NoAnswer.INSTANCE);
        }
    }

    /**
     * A record has spent its attempts and nobody else was answered meanwhile: is it the record or NetServer?
     *
     * @return true when NetServer answers a probe; otherwise the breaker is open from now on
     */
    CompletableFuture<Boolean> answersOthers() {
        return probe.get().thenApply(answers -> {
            if (!answers && !isOn()) {
                breaker.transitionToOpenState();
            }
            return answers;
        });
    }

    private void opened() {
        if (probing.compareAndSet(false, true)) {
            LOG.error("NetServer does not answer, reading is paused; next-probe={}", wait.apply(1));
            probeLater(1);
        }
    }

    private void probeLater(int number) {
        timer.schedule(() -> probeNow(number), wait.apply(number).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void probeNow(int number) {
        probe.get().whenComplete((answers, failed) -> {
            if (failed == null && answers) {
                probing.set(false);
                answered();
                breaker.transitionToClosedState();
                LOG.info("NetServer answers again, reading goes on; probes={}", number);
                over.run();
            } else {
                LOG.warn("NetServer still does not answer; probes={} next-probe={}", number, wait.apply(number + 1));
                probeLater(number + 1);
            }
        });
    }

    /** The breaker wants a throwable; it is only counted. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final NoAnswer INSTANCE = new NoAnswer();

        private NoAnswer() {
            super("no answer", null, false, false);
        }
    }
}
