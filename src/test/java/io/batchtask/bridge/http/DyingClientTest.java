package io.batchtask.bridge.http;

import static io.batchtask.bridge.http.Transports.failure;
import static io.batchtask.bridge.http.Transports.get;
import static io.batchtask.bridge.http.Transports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.failure.Failure;
import java.net.URI;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An error on an I/O thread ends the client it belongs to, and nothing else. */
class DyingClientTest {
    private final HttpTransport transport =
            new HttpTransport(Transports.setup(Duration.ofSeconds(60), () -> Optional.of(DEADLY), ProxySelector.NONE));
    private final RawServer server = new RawServer(peer -> {
        for (String head = peer.request(); head != null; head = peer.request()) {
            if (!head.contains("hang")) {
                peer.answer("well");
            }
        }
    });

    /** Its engines are made on the I/O thread, once a connection is there. */
    private static final SSLContext DEADLY = new SSLContext(new Deadly(), null, "TLS") {};

    private static final class Deadly extends SSLContextSpi {
        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new OutOfMemoryError("not really");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            throw new OutOfMemoryError("not really");
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            // nothing
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return null;
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return null;
        }
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private CompletableFuture<HttpReply> die() {
        return transport.send(get(URI.create("https://localhost:" + server.port() + "/x")));
    }

    /** A new client is made at most once a second. */
    private void answersAgain() {
        await().until(() -> transport
                .send(get(server.url()))
                .handle((reply, failed) -> failed == null && text(reply).equals("well"))
                .join());
    }

    /** The listener may be out of memory as well, and do nothing. */
    @Test
    void theDyingThreadItselfFailsTheCalls() {
        HttpSetup setup = Transports.setup(Duration.ofSeconds(60), TlsSource.OF_THE_JVM, ProxySelector.NONE);
        ConnectionLifetimes lifetimes =
                new ConnectionLifetimes(Duration.ofSeconds(10), Transports.LONG, System::nanoTime);
        ClientGeneration alone = new ClientGeneration(
                setup, lifetimes, new ReloadingTlsStrategy(() -> Optional.of(DEADLY)), cause -> {});
        Attempt hanging = attempt(alone, server.url().resolve("hang"));
        await().until(() -> server.requests.size() == 1);
        attempt(alone, URI.create("https://localhost:" + server.port() + "/x"));

        await().until(() -> hanging.result().isCompletedExceptionally());
        alone.bury();
    }

    private static Attempt attempt(ClientGeneration client, URI address) {
        HttpCall call = get(address);
        Attempt attempt = new Attempt(call, Optional.empty(), false);
        client.send(attempt, RequestFactory.of(call), attempt.context(), new ReplyBudget());
        return attempt;
    }

    @Test
    void theCallsUnderWayFailAtOnceAndTheNextIsAnswered() {
        List<CompletableFuture<HttpReply>> hanging = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            hanging.add(transport.send(get(server.url().resolve("hang"))));
        }
        await().until(() -> server.requests.size() == 20);
        long since = System.nanoTime();

        Failure cause = failure(die());

        assertThat(cause.code()).isEqualTo("internal");
        assertThat(cause.message()).contains("OutOfMemoryError");
        hanging.forEach(call -> assertThat(failure(call).code()).isIn("internal", "connection-lost"));
        assertThat(Duration.ofNanos(System.nanoTime() - since))
                .isLessThan(Duration.ofSeconds(30)); // their deadline: 70 s
        assertThat(text(transport.send(get(server.url())))).isEqualTo("well");
        assertThat(transport.deaths()).isEqualTo(1);
        assertThat(transport.trouble()).isEmpty();
    }

    @Test
    void whenClientsKeepDyingItIsReported() {
        for (int death = 1; death <= 3; death++) {
            assertThat(transport.trouble()).isEmpty();
            failure(die());
            answersAgain();
        }

        assertThat(transport.trouble().orElseThrow()).contains("3 times", "OutOfMemoryError");
    }

    @Test
    void manyThatDieAtOnceAreEachReported() {
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<HttpReply>> dying = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                dying.add(die());
            }
            dying.forEach(call -> assertThat(failure(call).code()).isIn("internal", "connection-lost"));
        }
        answersAgain();
    }

    @Test
    void closingIsNoDeath() {
        text(transport.send(get(server.url())));
        transport.close();

        assertThat(transport.deaths()).isZero();
    }
}
