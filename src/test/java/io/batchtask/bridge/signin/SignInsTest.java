package io.batchtask.bridge.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.netserver.ServiceLocation;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SignInsTest {
    private final AtomicInteger signIns = new AtomicInteger();
    private Optional<String> closed = Optional.empty();

    /** Knows whether it is closed only once it has been asked. */
    private final ServiceLocation tenant = new ServiceLocation() {
        private Optional<String> known = Optional.empty();

        @Override
        public URI base() {
            return URI.create("https://sod2.superoffice.com/Cust12345/Remote/Services86/");
        }

        @Override
        public CompletableFuture<Boolean> refresh() {
            known = closed;
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public Optional<String> closed() {
            return known;
        }
    };

    private final Supplier<CompletableFuture<String>> signIn =
            SignIns.whenOpen(tenant, () -> CompletableFuture.completedFuture("ticket-" + signIns.incrementAndGet()));

    @Test
    void aTenantThatIsClosedIsNotSignedInTo() {
        closed = Optional.of("tenant state OfflineMaintenance");

        CompletableFuture<String> ticket = signIn.get();

        assertThatThrownBy(ticket::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(SignInRefused.class, refused -> assertThat(refused.failure())
                        .isEqualTo(new Failure.Unavailable(
                                "tenant-closed", "tenant closed: tenant state OfflineMaintenance")));
        assertThat(signIns).hasValue(0);
    }

    @Test
    void oneThatIsOpenAgainIs() {
        closed = Optional.of("tenant state OfflineMaintenance");
        signIn.get();
        closed = Optional.empty();

        assertThat(signIn.get()).isCompletedWithValue("ticket-1");
    }

    /** A route that has ended may still be on the stack: what is called from there is not called yet. */
    @Test
    void whatWaitsForATicketGoesOnOnAThreadOfItsOwn() {
        Deque<Runnable> workers = new ArrayDeque<>();
        CompletableFuture<String> signedIn = new CompletableFuture<>();
        CompletableFuture<String> ticket =
                SignIns.goingOnBy(workers::add, () -> signedIn).get();

        signedIn.complete("ticket");
        assertThat(ticket).isNotDone();

        workers.remove().run();
        assertThat(ticket).isCompletedWithValue("ticket");
    }
}
