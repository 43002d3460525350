package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.it.world.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Transports for tests, and what comes through them. */
final class Transports {
    static final Duration LONG = Duration.ofMinutes(10);
    static final Duration LOOK = Duration.ofMillis(100);
    private static final int LARGEST = 4 * 1024 * 1024;

    private Transports() {}

    static HttpTransport transport() {
        return transport(Duration.ofSeconds(60));
    }

    static HttpTransport transport(Duration responseTimeout) {
        return transport(responseTimeout, LONG, new ReplyBudget());
    }

    static HttpTransport transport(Duration responseTimeout, Duration life, ReplyBudget budget) {
        return new HttpTransport(setup(responseTimeout, TlsSource.OF_THE_JVM, ProxySelector.NONE), life, LOOK, budget);
    }

    static HttpSetup setup(Duration responseTimeout, TlsSource tls, ProxySelector proxies) {
        return new HttpSetup(Duration.ofSeconds(10), responseTimeout, 300, tls, proxies);
    }

    static HttpCall get(URI address) {
        return HttpCall.get(address, Map.of(), LARGEST);
    }

    static HttpCall post(URI address) {
        return HttpCall.post(
                address,
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"x\""),
                "<x/>".getBytes(StandardCharsets.UTF_8),
                LARGEST);
    }

    static HttpReply reply(CompletableFuture<HttpReply> answer) {
        HttpReply reply = answer.orTimeout(Timeouts.LONG.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        reply.close();
        return reply;
    }

    static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    static String text(CompletableFuture<HttpReply> answer) {
        return text(reply(answer));
    }

    /** Why it failed: always classified, and always the other side's or our own trouble. */
    static Failure failure(CompletableFuture<HttpReply> answer) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> reply(answer));
        assertThat(failed).as("the call was answered").isNotNull();
        assertThat(failed.getCause()).isInstanceOf(TransportFailure.class);
        Failure failure = ((TransportFailure) failed.getCause()).failure();
        assertThat(failure).isInstanceOf(Failure.Unavailable.class);
        return failure;
    }
}
