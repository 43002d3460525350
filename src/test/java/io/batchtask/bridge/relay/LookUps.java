package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.AdaptiveRate;
import io.batchtask.bridge.calls.Ask;
import io.batchtask.bridge.calls.Breaker;
import io.batchtask.bridge.calls.CallLimiter;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.signin.SignInRetry;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Everything a look-up needs, with NetServer following a script and time in the test's hands. */
final class LookUps {
    static final int MAX_ATTEMPTS = 5;
    static final Duration MAX_ELAPSED = Duration.ofMinutes(5);
    static final Duration BACK_OFF = Duration.ofSeconds(2);
    static final Duration PROBE_EVERY = Duration.ofSeconds(10);

    private static final CamelContext CAMEL = new DefaultCamelContext();

    final ManualTime time = new ManualTime();
    final Script netServer = new Script();
    final Breaker outage;
    final AdaptiveRate pace;
    final CallLimiter gate;
    final Probe probe;
    int signIns;
    boolean signInRefused;
    boolean closed;

    final LookUp lookUp;
    private long offset;

    LookUps() {
        this(100, false);
    }

    LookUps(int callsAtOnce, boolean rejectNotFound) {
        Retry retry = new Retry(MAX_ATTEMPTS, MAX_ELAPSED, attempt -> BACK_OFF);
        outage = new Breaker(callsAtOnce, MAX_ELAPSED, time.clock(), time::nanoTime);
        pace = new AdaptiveRate(0, time::nanoTime);
        gate = gate(callsAtOnce);
        Tickets tickets = tickets();
        probe = new Probe(netServer, tickets, gate, outage, number -> PROBE_EVERY, text -> text, Runnable::run, time);
        lookUp = lookUp(netServer, tickets, retry, rejectNotFound);
    }

    /** A population: with the settings a service has by default, and another NetServer. */
    LookUps(Ask ask, int callsAtOnce, double callsPerSecond, IntFunction<Duration> backOff) {
        Retry retry = new Retry(MAX_ATTEMPTS, MAX_ELAPSED, backOff);
        outage = new Breaker(callsAtOnce, MAX_ELAPSED, time.clock(), time::nanoTime);
        pace = new AdaptiveRate(callsPerSecond, time::nanoTime);
        gate = gate(callsAtOnce);
        Tickets tickets = tickets();
        probe = new Probe(ask, tickets, gate, outage, number -> PROBE_EVERY, text -> text, Runnable::run, time);
        lookUp = lookUp(ask, tickets, retry, false);
    }

    private CallLimiter gate(int callsAtOnce) {
        return new CallLimiter(
                callsAtOnce, pace, () -> closed || outage.isFeared(), Runnable::run, time, time::nanoTime);
    }

    private Tickets tickets() {
        SignInRetry retrial = new SignInRetry(
                refusals -> Duration.ofSeconds(1), List::of, false, Runnable::run, time, time::nanoTime);
        return new Tickets(this::signIn, retrial, Duration.ofHours(6), text -> text, time::nanoTime);
    }

    private LookUp lookUp(Ask ask, Tickets tickets, Retry retry, boolean rejectNotFound) {
        return new LookUp(new Means(
                ask, probe, tickets, gate, pace, outage, retry, rejectNotFound, time, time.clock(), time::nanoTime));
    }

    private CompletableFuture<String> signIn() {
        return signInRefused
                ? CompletableFuture.failedFuture(new SignInRefused(new Failure.Unavailable("http-503", "busy")))
                : CompletableFuture.completedFuture("ticket-" + ++signIns);
    }

    /** One look-up under way. */
    final class Search {
        final Flight flight = new Flight();
        final TaskRequest request;
        private final Exchange exchange = new DefaultExchange(CAMEL);
        private int callbacks;

        private Search(int taskId) {
            Origin origin = new Origin("ids", 0, offset++);
            request = new TaskRequest(new ConsumedRecord(origin, 0, null, null, List.of()), taskId, false);
        }

        /** What came of it, as soon as it is over. */
        Optional<Object> outcome() {
            if (callbacks > 1) {
                throw new AssertionError("told " + callbacks + " times to be over");
            }
            return callbacks == 0
                    ? Optional.empty()
                    : Optional.of(exchange.getMessage().getBody());
        }
    }

    Search search(int taskId) {
        Search search = new Search(taskId);
        InFlightProperty.board(search.exchange, search.flight);
        search.exchange.getMessage().setBody(search.request);
        lookUp.process(search.exchange, synchronously -> search.callbacks++);
        return search;
    }
}
