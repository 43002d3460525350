package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.NetServerCalls;
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
import io.batchtask.bridge.traces.Tracing;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/** The relay, assembled: its routes are part of the Camel context it is given. */
public final class Relay {
    private final NetServer netServer;
    private final Tickets tickets;
    private final NetServerCalls calls;
    private final Intake intake;
    private final RefusedWrites events;
    private final RefusedWrites deadLetters;
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
            Clock clock,
            Tracing tracing)
            throws Exception {
        this.netServer = netServer;
        this.tickets = tickets;
        this.calls = new NetServerCalls(
                settings.calls(),
                netServer,
                tickets,
                listener,
                redactor::redact,
                workers,
                timer,
                clock,
                System::nanoTime);
        LookUp lookUp = new LookUp(calls, settings.notFound() == NotFoundPolicy.DEAD_LETTER, timer, clock);
        this.intake = new Intake(limits, workers, this::isShut);
        this.events = new RefusedWrites(endpoints.infoTopic(), System::nanoTime);
        this.deadLetters = new RefusedWrites(endpoints.deadLetterTopic(), System::nanoTime);
        Redelivery redelivery =
                new Redelivery(new RouteProducer(camel, RelayRoutes.RELAY), workers, timer, clock, events, deadLetters);
        Read read = new Read(intake, redelivery, listener::ended, clock, tracing);
        this.manual = new ManualLookUp(read, new RouteProducer(camel, RelayRoutes.PREVIEW), redelivery, clock);
        EventWriter events =
                new EventWriter(settings.format(), settings.tenant(), settings.schemaBase(), settings.mask());
        DeadLetterHeaders headers =
                new DeadLetterHeaders(settings.deadLetterHeaders(), endpoints.groupId(), settings.version(), redactor);
        camel.addRoutes(new RelayRoutes(
                endpoints,
                read,
                lookUp,
                new Describe(events, settings.notFound() == NotFoundPolicy.DROP),
                new Publish(camel, endpoints.infoTopic()),
                new Reject(headers, endpoints.deadLetterTopic(), redactor::redact)));
    }

    /** A mere suspicion does not stop reading: it is over, one way or the other, before what is in hand runs out. */
    private boolean isShut() {
        return calls.isOutage()
                || netServer.location().closed().isPresent()
                || tickets.refusal().isPresent()
                || tickets.silence().isPresent();
    }

    /** NetServer was closed and is open again. */
    public void reopen() {
        calls.reopen();
    }

    /** The window in front of the relay. */
    public Intake intake() {
        return intake;
    }

    public RelaySnapshot snapshot() {
        return new RelaySnapshot(calls.snapshot(), events.now(), deadLetters.now());
    }

    /** Why no call is made at present, in words that may still hold secrets; empty when calls are made. */
    public Optional<String> outOfService() {
        return netServer
                .location()
                .closed()
                .or(() -> tickets.refusal().map(failure -> "signing in fails: " + failure.message()))
                .or(() -> tickets.silence()
                        .map(silence -> "NetServer has not answered, while signing in: "
                                + silence.reason().message()))
                .or(calls::outage);
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
