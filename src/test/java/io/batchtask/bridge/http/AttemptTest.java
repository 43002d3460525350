package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What one try on one connection owes its caller. */
class AttemptTest {
    /** A client that has just died no longer knows its own connections. */
    @Test
    void aClientThatCannotCancelDoesNotTakeTheReasonFromTheCaller() {
        Attempt attempt = new Attempt(Transports.get(URI.create("http://localhost/")), Optional.empty(), false);
        attempt.runs(new CompletableFuture<Void>() {
            @Override
            public boolean cancel(boolean interrupt) {
                throw new IllegalStateException("Pool entry is not present in the set of leased entries");
            }
        });

        assertThatCode(attempt::giveUp).doesNotThrowAnyException();
    }
}
