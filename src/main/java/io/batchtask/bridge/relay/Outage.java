package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells an outage of NetServer from a record that cannot be looked up. The circuit breaker's state is resilience4j's;
 * what is ours: a task counts once between two successes, and not twice in a row, so that one poison id never opens it,
 * however many records ask for it;
 * and the end of an outage is found out by a {@link Probe}, not by the clock.
 */
final class Outage {
    private static final Duration UNTIL_TOLD = Duration.ofDays(365);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong outages = new AtomicLong();
    private final Set<Object> failedSinceSuccess = ConcurrentHashMap.newKeySet();
    private volatile Object lastCounted;
    private volatile Instant leaveAloneUntil = Instant.EPOCH;
    private volatile Instant since = Instant.EPOCH;
    private volatile Failure last = new Failure.Unavailable("unknown", "no call has failed");

    /**
     * @param failureRate percent of the last {@code window} calls that may fail
     * @param minimumCalls calls needed before the rate means anything
     */
    Outage(int failureRate, int window, int minimumCalls, Clock clock) {
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                "netserver",
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(failureRate)
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(minimumCalls)
                        .waitDurationInOpenState(UNTIL_TOLD)
                        .build());
        onBegin(() -> {
            since = clock.instant();
            outages.incrementAndGet();
        });
    }

    /** That runs whenever an outage begins. */
    void onBegin(Runnable begun) {
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                begun.run();
            }
        });
    }

    boolean isOn() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** When the present outage began; empty when there is none. */
    Optional<Instant> since() {
        return isOn() ? Optional.of(since) : Optional.empty();
    }

    /** What kept the last call from being answered. */
    Failure last() {
        return last;
    }

    /** Look-ups without a usable answer so far. */
    long failures() {
        return failures.get();
    }

    /** Outages so far. */
    long outages() {
        return outages.get();
    }

    String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** Counts answers so far; two readings tell whether anybody was answered in between. */
    long successes() {
        return successes.get();
    }

    /** How long NetServer has asked to be left alone from now on; zero or less when it has not. */
    Duration leftAlone() {
        return Duration.between(clock.instant(), leaveAloneUntil);
    }

    /** NetServer answered; what it answered does not matter here. */
    void answered() {
        successes.incrementAndGet();
        failedSinceSuccess.clear();
        if (!isOn()) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** A call was not answered; whose it was does not matter here. */
    void blame(Failure failure) {
        last = failure;
    }

    /**
     * No usable answer for that task.
     *
     * @param retryAfter how long NetServer asked to be left alone
     */
    void failed(Object task, Optional<Duration> retryAfter) {
        failures.incrementAndGet();
        retryAfter
                .map(clock.instant()::plus)
                .filter(leaveAloneUntil::isBefore)
                .ifPresent(until -> leaveAloneUntil = until);
        if (failedSinceSuccess.add(task) && !task.equals(lastCounted) && !isOn()) {
            lastCounted = task;
            breaker.onError(0, TimeUnit.NANOSECONDS, NoAnswer.INSTANCE);
        }
    }

    /** NetServer answers nobody. */
    void begin() {
        if (!isOn()) {
            breaker.transitionToOpenState();
        }
    }

    /** NetServer answers again. */
    void end() {
        answered();
        breaker.transitionToClosedState();
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
