package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.traces.Tracing;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ways of signing in, each as a question that is answered with a ticket. */
public final class SignIns {
    /** A ticket lives six hours from its last use; a quarter of an hour is kept clear of that. */
    private static final Duration IDLE_LIFE = Duration.ofHours(6).minusMinutes(15);

    private static final int MOST_DOUBLINGS = 10;
    private static final IntervalFunction BACK_OFF =
            IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    private static final int ANY_TASK = 1;

    private SignIns() {}

    /**
     * @param online where the tenant is, when it is one of SuperOffice Online
     * @param tracing sees the sign-ins that NetServer itself does not take
     */
    public static Supplier<CompletableFuture<String>> of(
            NetserverSettings settings, NetServer netServer, Optional<OnlineTenant> online, Tracing tracing) {
        Supplier<CompletableFuture<String>> signIn =
                switch (settings.signIn()) {
                    case TICKET -> fixed(settings.ticket().orElseThrow(), netServer);
                    case PASSWORD ->
                        () -> netServer
                                .signIn()
                                .authenticate(
                                        settings.username().orElseThrow(),
                                        settings.password().orElseThrow().reveal());
                    case ACCESS_TOKEN -> {
                        Secret token = settings.accessToken().orElseThrow();
                        yield settings.accessTokenExchange()
                                ? () -> netServer.signIn().authenticate(token.reveal())
                                : fixed(token, netServer);
                    }
                    case SYSTEM_USER -> online.orElseThrow().systemUser(tracing);
                };
        return online.<Supplier<CompletableFuture<String>>>map(tenant -> whenOpen(tenant, signIn))
                .orElse(signIn);
    }

    /** A closed tenant could not use a ticket, and each sign-in leaves a row in its database. */
    static Supplier<CompletableFuture<String>> whenOpen(
            ServiceLocation tenant, Supplier<CompletableFuture<String>> signIn) {
        return () -> tenant.refresh().thenCompose(asked -> tenant.closed()
                .map(state -> CompletableFuture.<String>failedFuture(
                        new SignInRefused(new Failure.Unavailable(Refusal.TENANT_CLOSED, "tenant closed: " + state))))
                .orElseGet(signIn));
    }

    /**
     * A ticket from the settings cannot be renewed, only replaced: its file is read again each time. One that was
     * handed out before and came back is tried on NetServer before all calls are let loose on it again.
     */
    private static Supplier<CompletableFuture<String>> fixed(Secret ticket, NetServer netServer) {
        AtomicReference<String> handedOut = new AtomicReference<>();
        return () -> {
            String now = ticket.reveal();
            if (!now.equals(handedOut.getAndSet(now))) {
                return CompletableFuture.completedFuture(now);
            }
            return netServer.lookUp(ANY_TASK, now).thenApply(reply -> accepted(now, reply));
        };
    }

    private static String accepted(String ticket, Reply reply) {
        if (reply.failedWith(Failure.SignIn.class).isPresent()) {
            throw SignInRefused.asThingsStand( // it locks no account, and its session may come back
                    new Failure.SignIn("ticket-refused", "NetServer refuses the configured ticket"));
        }
        reply.failedWith(Failure.Unavailable.class).ifPresent(failure -> {
            throw new SignInRefused(failure);
        });
        return ticket;
    }

    /** The process's ticket. When signing in fails, a secret that stands in a file may change. */
    public static Tickets tickets(
            NetserverSettings settings,
            Supplier<CompletableFuture<String>> signIn,
            UnaryOperator<String> redact,
            Executor workers,
            ScheduledExecutorService timer) {
        List<Secret> secrets = secrets(settings);
        SignInRetry retry = new SignInRetry(
                times -> Duration.ofMillis(BACK_OFF.apply(Math.min(times, MOST_DOUBLINGS))),
                () -> secrets.stream().map(Secret::reveal).toList(),
                secrets.stream().anyMatch(Secret::mayChange),
                workers,
                timer,
                System::nanoTime);
        return new Tickets(goingOnBy(workers, signIn), retry, IDLE_LIFE, redact, System::nanoTime);
    }

    /**
     * What waits for the ticket goes on by itself, not within the route that brought it: there Camel would only queue
     * what is called next, and lose an {@code Error} of it.
     */
    static Supplier<CompletableFuture<String>> goingOnBy(Executor workers, Supplier<CompletableFuture<String>> signIn) {
        return () -> signIn.get().whenCompleteAsync((ticket, failed) -> {}, workers);
    }

    /** The application token goes with every call. */
    private static List<Secret> secrets(NetserverSettings settings) {
        Stream<Optional<Secret>> own =
                switch (settings.signIn()) {
                    case TICKET -> Stream.of(settings.ticket());
                    case PASSWORD -> Stream.of(settings.password());
                    case ACCESS_TOKEN -> Stream.of(settings.accessToken());
                    case SYSTEM_USER ->
                        Stream.of(
                                settings.systemUser().token(),
                                settings.systemUser().privateKey());
                };
        return Stream.concat(own, Stream.of(settings.applicationToken()))
                .flatMap(Optional::stream)
                .toList();
    }
}
