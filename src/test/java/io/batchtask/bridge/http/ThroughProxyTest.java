package io.batchtask.bridge.http;

import static io.batchtask.bridge.http.Transports.failure;
import static io.batchtask.bridge.http.Transports.get;
import static io.batchtask.bridge.http.Transports.post;
import static io.batchtask.bridge.http.Transports.reply;
import static io.batchtask.bridge.http.Transports.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.failure.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by way of a proxy that wants a password. TLS inside of it is a matter of the tests on the whole product. */
class ThroughProxyTest {
    private static final URI PLAIN = URI.create("http://crm.invalid/crm/Batch.svc");
    private static final URI SECURE = URI.create("https://crm.invalid/crm/Batch.svc");

    private final AtomicReference<String> password = new AtomicReference<>("pæss:word");
    private final AtomicReference<String> answer = new AtomicReference<>(RawServer.ok("by proxy"));
    private final RawServer proxy = new RawServer(peer -> {
        for (String head = peer.request(); head != null; head = peer.request()) {
            if (!head.contains("Proxy-Authorization: Basic " + encoded("user:pæss:word") + "\r\n")) {
                peer.write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=p\r\nContent-Length: 2\r\n\r\nno");
            } else {
                peer.write(answer.get());
                if (head.startsWith("CONNECT")) {
                    return; // no tunnel
                }
            }
        }
    });
    private final HttpTransport transport = new HttpTransport(Transports.setup(
            Duration.ofSeconds(60),
            TlsSource.OF_THE_JVM,
            target -> target.getHost().equals("localhost")
                    ? Optional.empty()
                    : Optional.of(new HttpProxy(
                            "localhost",
                            proxy.port(),
                            () -> Optional.of(new ProxyCredentials("user", password.get()))))));

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        transport.close();
        proxy.close();
    }

    @Test
    void aPlainCallNamesItsTargetAndBringsThePasswordUnasked() {
        assertThat(text(transport.send(post(PLAIN)))).isEqualTo("by proxy");

        assertThat(proxy.requests).hasSize(1);
        assertThat(proxy.requests.get(0))
                .startsWith("POST http://crm.invalid/crm/Batch.svc HTTP/1.1\r\n")
                .contains("Host: crm.invalid\r\n")
                .doesNotContain("\r\nAuthorization:");
    }

    @Test
    void aSecureCallBringsThePasswordToTheProxyAlone() {
        answer.set("HTTP/1.1 200 Connection established\r\n\r\n");
        failure(transport.send(post(SECURE))); // what follows is not TLS

        assertThat(proxy.requests.get(0)).startsWith("CONNECT crm.invalid:443 HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void whatTheProxyOffersToSignInWithComesWithItsRefusal(String scheme) {
        password.set("another");

        assertThat(transport.send(post(URI.create(scheme + "://crm.invalid/crm/Batch.svc"))))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(TransportFailure.class, refused -> {
                    assertThat(refused.failure().code()).isEqualTo("http-407");
                    assertThat(refused.header("Proxy-Authenticate")).hasValue("Basic realm=p");
                    assertThat(refused).hasNoCause();
                });
    }

    @Test
    void whatTheClientHasThrownIsKeptWithTheFailure() {
        answer.set("HTTP/1.1 200 Connection established\r\n\r\nno TLS at all");

        assertThat(transport.send(post(SECURE)))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(TransportFailure.class, broken -> {
                    assertThat(broken.thrown()).isPresent();
                    assertThat(broken.header("Proxy-Authenticate")).isEmpty();
                });
    }

    @Test
    void whoIsCalledStraightNeverSeesIt() {
        try (RawServer server = new RawServer(RawServer.counting())) {
            reply(transport.send(post(server.url())));

            assertThat(server.requests.get(0)).doesNotContain("Authorization");
            assertThat(proxy.requests).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsTheProxysNo() {
        password.set("wrong");
        for (URI target : new URI[] {PLAIN, SECURE}) {
            proxy.requests.clear();
            Failure failure = failure(transport.send(post(target)));

            assertThat(failure.code()).isEqualTo("http-407");
            assertThat(failure.message())
                    .contains("the proxy localhost:" + proxy.port(), "crm.invalid")
                    .doesNotContain("wrong", "user");
            assertThat(proxy.requests).as("asked once").hasSize(1);
        }
    }

    @Test
    void aPasswordThatChangesIsUsedForTheNextCall() {
        password.set("wrong");
        failure(transport.send(post(PLAIN)));
        password.set("pæss:word");

        assertThat(text(transport.send(post(PLAIN)))).isEqualTo("by proxy");
    }

    /** Whatever it says: it is not the answer of whom we called. */
    @ParameterizedTest
    @ValueSource(ints = {302, 403, 421, 429, 500, 502, 503})
    void aRefusedTunnelIsNoAnswer(int status) {
        answer.set("HTTP/1.1 " + status + " No\r\nContent-Type: text/xml\r\nContent-Length: 3\r\n\r\n<x>");
        Failure failure = failure(transport.send(post(SECURE)));

        assertThat(failure.code()).isEqualTo("http-" + status);
        assertThat(failure.message()).contains("the proxy localhost:" + proxy.port());
    }

    @Test
    void whatComesThroughThePlainProxyIsAnAnswer() {
        answer.set("HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");

        assertThat(reply(transport.send(get(PLAIN))).header("Retry-After")).contains("7");
    }

    @Test
    void aProxyThatIsNotThereIsNamed() {
        proxy.close();
        Failure failure = failure(transport.send(get(PLAIN)));

        assertThat(failure.code()).isEqualTo("connect-refused");
        assertThat(failure.message()).contains("the proxy localhost:" + proxy.port());
    }

    @Test
    void withoutAPasswordNoneIsSent() {
        HttpTransport open = new HttpTransport(Transports.setup(
                Duration.ofSeconds(60),
                TlsSource.OF_THE_JVM,
                target -> Optional.of(new HttpProxy("localhost", proxy.port(), Optional::empty))));
        try (open) {
            assertThat(failure(open.send(get(PLAIN))).code()).isEqualTo("http-407");
            assertThat(proxy.requests.get(0)).doesNotContain("Authorization");
        }
    }
}
