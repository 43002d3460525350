package io.batchtask.bridge.calls;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When NetServer is probed. A suspicion is tested by a few probes within seconds, without waiting for each other, as
 * each may hang. During an outage it is asked again and again, one probe at a time and ever more slowly, until it
 * answers.
 */
final class ProbeSchedule implements BreakerListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeSchedule.class);

    private static final int TESTS = 5; // at 0, 0.25, 0.75, 1.75 and 3.75 seconds
    private static final int TESTS_IN_SILENCE = 3; // enough when no call is under way that could still be answered
    private static final Duration BETWEEN_TESTS = Duration.ofMillis(250); // doubles

    private final Probe probe;
    private final Caller caller;
    private final CallLimiter limiter;
    private final Breaker breaker;
    private final IntFunction<Duration> wait;
    private final UnaryOperator<String> redact;
    private final Executor workers;
    private final ScheduledExecutorService timer;

    /**
     * @param wait time before that probe of an outage (1, 2, …)
     * @param redact takes secrets out of what is logged
     */
    public ProbeSchedule(
            Probe probe,
            Caller caller,
            CallLimiter limiter,
            Breaker breaker,
            IntFunction<Duration> wait,
            UnaryOperator<String> redact,
            Executor workers,
            ScheduledExecutorService timer) {
        this.probe = probe;
        this.caller = caller;
        this.limiter = limiter;
        this.breaker = breaker;
        this.wait = wait;
        this.redact = redact;
        this.workers = workers;
        this.timer = timer;
    }

    @Override
    public void suspected(long suspicion, Duration testAfter) {
        LOG.debug(
                "no call has been answered of late, NetServer is asked; code={}",
                breaker.last().code());
        AtomicInteger failed = new AtomicInteger();
        if (testAfter.isZero()) {
            test(suspicion, 1, failed);
        } else {
            later(testAfter, () -> test(suspicion, 1, failed));
        }
    }

    private void test(long suspicion, int number, AtomicInteger failed) {
        if (!breaker.isSuspected(suspicion)) {
            return;
        }
        if (number < TESTS) {
            later(BETWEEN_TESTS.multipliedBy(1L << (number - 1)), () -> test(suspicion, number + 1, failed));
        }
        probe.probe().thenAccept(answers -> {
            if (answers) {
                breaker.answered();
            } else if (failed.incrementAndGet() >= (limiter.inside() == 0 ? TESTS_IN_SILENCE : TESTS)) {
                breaker.confirm(suspicion);
            }
        });
    }

    @Override
    public void cleared() {
        limiter.reopen();
    }

    @Override
    public void begun() {
        askLater(1); // first of all, whatever becomes of the rest
        LOG.error(
                "NetServer does not answer, reading is paused; code={} reason={} next-probe={}",
                breaker.last().code(),
                redact.apply(breaker.last().message()),
                Lasting.words(wait.apply(1)));
        caller.refreshLocation();
    }

    private void askLater(int number) {
        Duration own = wait.apply(number);
        Duration asked = breaker.last().leftAlone();
        later(asked.compareTo(own) > 0 ? asked : own, () -> ask(number));
    }

    private void ask(int number) {
        probe.probe().whenComplete((answers, broken) -> {
            if (broken == null && answers) {
                breaker.end();
                LOG.info("NetServer answers again, reading goes on; probes={}", number);
                limiter.reopen();
            } else {
                LOG.warn(
                        "NetServer still does not answer; code={} probes={}",
                        breaker.last().code(),
                        number);
                askLater(number + 1);
                caller.refreshLocation(); // a tenant that has moved, or is closed, answers no call at its old address
            }
        });
    }

    /** The timer only hands over: what follows may take a ticket, which is signed in for on the spot. */
    private void later(Duration wait, Runnable step) {
        timer.schedule(() -> workers.execute(step), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
