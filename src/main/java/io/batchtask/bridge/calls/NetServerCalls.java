package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.TaskService;
import io.batchtask.bridge.signin.Tickets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Calling NetServer, put together: who may call, how often, whether it makes sense, and what the calls come to. */
public final class NetServerCalls {
    private final TaskService netServer;
    private final Breaker breaker;
    private final AdaptiveRate rate;
    private final CallLimiter limiter;
    private final Caller caller;
    private final Probe probe;
    private final IntFunction<Attempts> attempts;

    /**
     * @param redact takes secrets out of what is logged
     * @param timer only says when; the work is done by the workers
     * @param clock says to people when something happened
     * @param nanoTime monotonic
     */
    public NetServerCalls(
            CallSettings settings,
            TaskService netServer,
            Tickets tickets,
            CallListener listener,
            UnaryOperator<String> redact,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock,
            LongSupplier nanoTime) {
        int maxInFlight = settings.maxInFlight();
        this.netServer = netServer;
        this.breaker = new Breaker(maxInFlight, settings.retry().maxElapsed(), clock, nanoTime);
        this.rate = new AdaptiveRate(settings.callsPerSecond(), nanoTime);
        this.limiter = new CallLimiter(maxInFlight, rate, this::areKeptBack, workers, timer, nanoTime);
        this.caller = new Caller(netServer, tickets, limiter, rate, listener, nanoTime);
        this.probe = new Probe(caller, breaker, tickets);
        this.attempts = Attempts.by(breaker, settings.retry(), settings.notFoundGrace(), clock, nanoTime);
        breaker.listener(
                new ProbeSchedule(probe, caller, limiter, breaker, settings.probeWait(), redact, workers, timer));
    }

    private boolean areKeptBack() {
        return breaker.isFeared() || netServer.location().closed().isPresent();
    }

    /** The way to make a call. */
    public Caller caller() {
        return caller;
    }

    public Probe probe() {
        return probe;
    }

    /** Those for a task that has not been asked for yet. */
    public IntFunction<Attempts> attempts() {
        return attempts;
    }

    /** What kept calls back is over. */
    public void reopen() {
        limiter.reopen();
    }

    /** Whether NetServer is known not to answer; a mere suspicion is not enough. */
    public boolean isOutage() {
        return breaker.isOn();
    }

    /** For people: since when NetServer has not answered, and why; may hold secrets. Empty while it does. */
    public Optional<String> outage() {
        return breaker.since()
                .map(since -> "NetServer has not answered since " + since + "; "
                        + breaker.last().code() + ": " + breaker.last().message());
    }

    public CallSnapshot snapshot() {
        return new CallSnapshot(
                caller.inFlight(),
                limiter.waiting(),
                rate.limit(),
                breaker.lasts(),
                breaker.last().code(),
                breaker.outages(),
                probe.probes(),
                breaker.failures());
    }

    Breaker breaker() {
        return breaker;
    }

    CallLimiter limiter() {
        return limiter;
    }

    AdaptiveRate rate() {
        return rate;
    }
}
