package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.AdaptiveRate;
import io.batchtask.bridge.calls.Attempts;
import io.batchtask.bridge.calls.BackOff;
import io.batchtask.bridge.calls.Breaker;
import io.batchtask.bridge.calls.CallLimiter;
import io.batchtask.bridge.calls.Caller;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.calls.ProbeSchedule;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.NotFoundPolicy;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;

/** The relay, assembled: its routes are part of the Camel context it is given. */
public final class Relay {
    private final NetServer netServer;
    private final Tickets tickets;
    private final Breaker breaker;
    private final AdaptiveRate rate;
    private final CallLimiter limiter;
    private final Caller caller;
    private final Probe probe;
    private final Intake intake;
    private final Redelivery redelivery;
    private final ManualLookUp manual;

    /** Adds the routes; nothing runs before the context is started. */
    public Relay(
            CamelContext camel,
            RelaySettings settings,
            Endpoints endpoints,
            NetServer netServer,
            Tickets tickets,
            IntakeLimits limits,
            Redactor redactor,
            RelayListener listener,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock)
            throws Exception {
        this.netServer = netServer;
        this.tickets = tickets;
        LongSupplier nanoTime = System::nanoTime;
        this.breaker = new Breaker(settings.maxInFlight(), settings.maxElapsed(), clock, nanoTime);
        this.rate = new AdaptiveRate(settings.callsPerSecond(), nanoTime);
        this.limiter = new CallLimiter(settings.maxInFlight(), rate, this::isClosed, workers, timer, nanoTime);
        this.caller = new Caller(netServer, tickets, limiter, rate, listener, nanoTime);
        this.probe = new Probe(caller, breaker, tickets);
        new ProbeSchedule(
                probe,
                caller,
                limiter,
                breaker,
                BackOff.exponential(settings.firstProbeAfter(), settings.longestProbeWait()),
                redactor::redact,
                workers,
                timer);
        Retry retry = new Retry(
                settings.maxAttempts(),
                settings.maxElapsed(),
                BackOff.exponential(settings.initialDelay(), settings.maxDelay()));
        LookUp lookUp = new LookUp(
                caller,
                probe,
                Attempts.by(breaker, retry, clock, nanoTime),
                settings.notFound() == NotFoundPolicy.DEAD_LETTER,
                timer,
                clock);
        this.intake = new Intake(limits, workers, this::isShut);
        this.redelivery = new Redelivery(new RouteProducer(camel, RelayRoutes.RELAY), workers, timer, clock);
        Read read = new Read(intake, redelivery, listener::ended, clock);
        this.manual = new ManualLookUp(read, new RouteProducer(camel, RelayRoutes.PREVIEW), redelivery, clock);
        EventWriter events = new EventWriter(settings.format(), settings.tenant(), settings.mask());
        DeadLetterHeaders headers =
                new DeadLetterHeaders(settings.deadLetterHeaders(), endpoints.groupId(), settings.version(), redactor);
        camel.addRoutes(new RelayRoutes(
                endpoints,
                read,
                lookUp,
                new Describe(events, settings.notFound() == NotFoundPolicy.DROP),
                new Publish(camel),
                new Reject(headers)));
    }

    private boolean isClosed() {
        return breaker.isFeared() || netServer.location().closed().isPresent();
    }

    /** A mere suspicion does not stop reading: it is over, one way or the other, before what is in hand runs out. */
    private boolean isShut() {
        return breaker.isOn()
                || netServer.location().closed().isPresent()
                || tickets.refusal().isPresent();
    }

    /** NetServer was closed and is open again. */
    public void reopen() {
        limiter.reopen();
    }

    /** The window in front of the relay. */
    public Intake intake() {
        return intake;
    }

    public RelaySnapshot snapshot() {
        return new RelaySnapshot(
                caller.inFlight(),
                limiter.waiting(),
                rate.limit(),
                breaker.lasts(),
                breaker.last().code(),
                breaker.outages(),
                probe.probes(),
                breaker.failures(),
                redelivery.eventsRepeated(),
                redelivery.deadLettersRepeated());
    }

    /** Why no call is made at present, in words that may still hold secrets; empty when calls are made. */
    public Optional<String> outOfService() {
        return netServer
                .location()
                .closed()
                .or(() -> tickets.refusal().map(failure -> "signing in fails: " + failure.message()))
                .or(() -> breaker.since()
                        .map(since -> "NetServer has not answered since " + since + "; "
                                + breaker.last().code() + ": " + breaker.last().message()));
    }

    /**
     * Takes a record through the same routes up to the event, without Kafka's consumer and without publishing: a
     * {@code TaskEvent}, {@code DeadLetter} or {@code Outcome}.
     */
    public CompletableFuture<Object> preview(ConsumedRecord record) {
        return manual.preview(record);
    }

    /** Publishes an event that was previewed; completes when the broker has it. */
    public CompletableFuture<Outcome> publish(TaskEvent event) {
        return manual.publish(event);
    }
}
