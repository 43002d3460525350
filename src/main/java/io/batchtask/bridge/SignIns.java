package io.batchtask.bridge;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.ticket.SignInRefused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The ways of signing in, each as a question that is answered with a ticket. */
final class SignIns {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private SignIns() {}

    static Supplier<CompletableFuture<String>> of(Settings.Netserver settings, NetServer netServer) {
        return switch (settings.signIn()) {
            case TICKET -> fixed(settings.ticket().orElseThrow(), netServer);
            case PASSWORD ->
                () -> netServer.authenticate(
                        settings.username().orElseThrow(),
                        settings.password().orElseThrow().reveal());
            case ACCESS_TOKEN, SYSTEM_USER -> throw new IllegalStateException("refused by the settings' checks");
        };
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
            return netServer.accepts(now).thenApply(accepted -> {
                if (!accepted) {
                    throw new SignInRefused(
                            new Failure.SignIn("ticket-refused", "NetServer refuses the configured ticket"));
                }
                return now;
            });
        };
    }

    /** Doubling from a second to a minute. */
    static Duration backOff(int refusals) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(refusals - 1, 10));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
