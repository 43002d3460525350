package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.AdaptiveRate;
import io.batchtask.bridge.calls.AskRoute;
import io.batchtask.bridge.calls.Breaker;
import io.batchtask.bridge.calls.CallLimiter;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.calls.RouteProducer;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.relay.RelaySettings.NotFoundPolicy;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.task.ConsumedRecord;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;

/** The relay, assembled: its routes are part of the Camel context it is given. */
public final class Relay {
    private final AdaptiveRate pace;
    private final CallLimiter gate;
    private final Breaker outage;
    private final AskRoute ask;
    private final Probe probe;
    private final LookUp lookUp;
    private final Redelivery passages;
    private final Tickets tickets;
    private final NetServer netServer;
    private final Intake intake;
    private final Read relay;

    /** Adds the routes; nothing runs before the context is started. */
    public Relay(
            CamelContext camel,
            RelaySettings settings,
            Endpoints endpoints,
            NetServer netServer,
            Tickets tickets,
            Intake.Limits limits,
            Redactor redactor,
            RelayListener listener,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock)
            throws Exception {
        this.tickets = tickets;
        this.netServer = netServer;
        LongSupplier nanoTime = System::nanoTime;
        this.outage = new Breaker(settings.maxInFlight(), settings.maxElapsed(), clock, nanoTime);
        this.pace = new AdaptiveRate(settings.callsPerSecond(), nanoTime);
        this.gate = new CallLimiter(settings.maxInFlight(), pace, this::isClosed, workers, timer, nanoTime);
        this.ask = new AskRoute(netServer, new RouteProducer(camel, RelayRoutes.ASK), listener, gate::calledOnceMore);
        this.probe = new Probe(
                ask,
                tickets,
                gate,
                outage,
                Retry.exponential(settings.firstProbeAfter(), settings.longestProbeWait()),
                redactor::redact,
                workers,
                timer);
        Retry retry = new Retry(
                settings.maxAttempts(),
                settings.maxElapsed(),
                Retry.exponential(settings.initialDelay(), settings.maxDelay()));
        boolean rejectNotFound = settings.notFound() == NotFoundPolicy.DEAD_LETTER;
        this.lookUp = new LookUp(
                new Means(ask, probe, tickets, gate, pace, outage, retry, rejectNotFound, timer, clock, nanoTime));
        this.intake = new Intake(limits, workers, this::isShut);
        this.passages = new Redelivery(new RouteProducer(camel, RelayRoutes.RELAY), workers, timer, clock);
        this.relay = new Read(intake, passages, new RouteProducer(camel, RelayRoutes.PREVIEW), listener::ended, clock);
        Steps steps = new Steps(
                camel,
                relay,
                lookUp,
                new EventWriter(settings.format(), settings.tenant(), settings.mask()),
                new DeadLetterHeaders(settings.deadLetterHeaders(), endpoints.groupId(), settings.version(), redactor),
                settings.notFound() == NotFoundPolicy.DROP);
        camel.addRoutes(new RelayRoutes(endpoints, steps));
    }

    private boolean isClosed() {
        return outage.isFeared() || netServer.whereabouts().closed().isPresent();
    }

    /** A mere suspicion does not stop reading: it is over, one way or the other, before what is in hand runs out. */
    private boolean isShut() {
        return outage.isOn()
                || netServer.whereabouts().closed().isPresent()
                || tickets.refusal().isPresent();
    }

    /** NetServer was closed and is open again. */
    public void reopen() {
        gate.reopen();
    }

    /** The window in front of the relay. */
    public Intake intake() {
        return intake;
    }

    public RelaySnapshot activity() {
        return new RelaySnapshot(
                ask.underWay(),
                gate.waiting(),
                pace.limit(),
                outage.lasts(),
                outage.last().code(),
                outage.outages(),
                probe.probes(),
                outage.failures(),
                passages.eventsRepeated(),
                passages.deadLettersRepeated());
    }

    /** Why no call is made at present, in words that may still hold secrets; empty when calls are made. */
    public Optional<String> outOfService() {
        return netServer
                .whereabouts()
                .closed()
                .or(() -> tickets.refusal().map(failure -> "signing in fails: " + failure.message()))
                .or(() -> outage.since()
                        .map(since -> "NetServer has not answered since " + since + "; "
                                + outage.last().code() + ": " + outage.last().message()));
    }

    /** Takes a record through the same routes up to the event, without Kafka's consumer and without publishing. */
    public CompletableFuture<Object> preview(ConsumedRecord record) {
        return relay.preview(record, new Ungrouped());
    }

    /** Publishes an event that was previewed; completes when the broker has it. */
    public CompletableFuture<Outcome> publish(TaskEvent event) {
        return relay.publish(event, new Ungrouped());
    }

    /** A record no partition stands behind: always ours. */
    private static final class Ungrouped implements InFlight {
        @Override
        public boolean work() {
            return true;
        }

        @Override
        public void rest() {
            // no rebalance to wait for
        }

        @Override
        public void backOff() {
            // nobody else waits to be read
        }

        @Override
        public boolean ours() {
            return true;
        }

        @Override
        public boolean finish() {
            return true;
        }
    }
}
