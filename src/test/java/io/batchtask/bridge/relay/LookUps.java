package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.CallSettings;
import io.batchtask.bridge.calls.Inside;
import io.batchtask.bridge.calls.NetServerCalls;
import io.batchtask.bridge.calls.NotFoundGrace;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.netserver.TaskService;
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
    static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    static final Duration PROBE_EVERY = Duration.ofSeconds(10);

    private static final CamelContext CAMEL = new DefaultCamelContext();

    final ManualTime time = new ManualTime();
    final Script netServer = new Script();
    final Inside inside;
    final Probe probe;
    int signIns;
    boolean signInRefused;

    final LookUp lookUp;
    private long offset;

    LookUps() {
        this(100, false);
    }

    LookUps(int callsAtOnce, boolean rejectNotFound) {
        this(callsAtOnce, rejectNotFound, Duration.ZERO);
    }

    LookUps(int callsAtOnce, boolean rejectNotFound, Duration notFoundGrace) {
        this(null, callsAtOnce, 0, attempt -> BACK_OFF, rejectNotFound, notFoundGrace);
    }

    /** A population: with the settings a service has by default, and another NetServer. */
    LookUps(TaskService service, int callsAtOnce, double callsPerSecond, IntFunction<Duration> backOff) {
        this(service, callsAtOnce, callsPerSecond, backOff, false, Duration.ZERO);
    }

    private LookUps(
            TaskService service,
            int callsAtOnce,
            double callsPerSecond,
            IntFunction<Duration> backOff,
            boolean rejectNotFound,
            Duration grace) {
        SignInRetry signInRetry = new SignInRetry(
                refusals -> Duration.ofSeconds(1), List::of, false, Runnable::run, time, time::nanoTime);
        Tickets tickets = new Tickets(this::signIn, signInRetry, Duration.ofHours(6), text -> text, time::nanoTime);
        NetServerCalls calls = new NetServerCalls(
                new CallSettings(
                        callsAtOnce,
                        callsPerSecond,
                        new Retry(MAX_ATTEMPTS, MAX_ELAPSED, backOff),
                        new NotFoundGrace(grace, looks -> LOOK_AGAIN),
                        number -> PROBE_EVERY),
                service == null ? netServer : service,
                tickets,
                (reply, took) -> {},
                text -> text,
                Runnable::run,
                time,
                time.clock(),
                time::nanoTime);
        inside = new Inside(calls);
        probe = calls.probe();
        lookUp = new LookUp(calls, rejectNotFound, time, time.clock());
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
                throw new AssertionError("reported over " + callbacks + " times");
            }
            return callbacks == 0
                    ? Optional.empty()
                    : Optional.of(exchange.getMessage().getBody());
        }
    }

    /** One that is not read from Kafka. */
    Search searchAwaited(int taskId) {
        Search search = new Search(taskId);
        search.flight.awaited = true;
        return begun(search);
    }

    Search search(int taskId) {
        return begun(new Search(taskId));
    }

    private Search begun(Search search) {
        InFlightProperty.set(search.exchange, search.flight);
        search.exchange.getMessage().setBody(search.request);
        lookUp.process(search.exchange, synchronously -> search.callbacks++);
        return search;
    }
}
