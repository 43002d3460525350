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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, what comes back, and what is said when nothing does. */
class HttpTransportTest {
    private final HttpTransport transport = Transports.transport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aCallGoesOutAsItIsGiven() {
        try (RawServer server = new RawServer(RawServer.counting())) {
            HttpReply reply = reply(transport.send(post(server.url())));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("content-TYPE")).contains("text/plain");
            assertThat(text(reply)).isEqualTo("answer 1");
            Map<String, String> headers = server.requests
                    .get(0)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toMap(line -> line.split(": ")[0], line -> line.split(": ", 2)[1]));
            assertThat(headers)
                    .containsOnly(
                            Map.entry("Host", "localhost:" + server.port()),
                            Map.entry("Connection", "keep-alive"),
                            Map.entry("User-Agent", "batchtask-bridge"),
                            Map.entry("Accept-Encoding", "identity"),
                            Map.entry("SOAPAction", "\"x\""),
                            Map.entry("Content-Type", "text/xml; charset=utf-8"),
                            Map.entry("Content-Length", "4"));
        }
    }

    @Test
    void noUpgradeToAnotherProtocolIsOfferedEither() {
        try (RawServer server = new RawServer(RawServer.counting())) {
            reply(transport.send(get(server.url())));

            assertThat(server.requests.get(0))
                    .doesNotContainIgnoringCase("upgrade")
                    .doesNotContain("Expect");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 401, 407, 421, 503})
    void everyStatusIsAnAnswer(int status) {
        try (RawServer server = new RawServer(peer -> {
            while (peer.request() != null) {
                peer.write("HTTP/1.1 " + status + " Odd\r\nLocation: /elsewhere\r\nWWW-Authenticate: Basic realm=x\r\n"
                        + (status == 204 ? "" : "Content-Length: 0\r\n") + "\r\n");
            }
        })) {
            assertThat(reply(transport.send(post(server.url()))).status()).isEqualTo(status);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void ofAHeaderSentTwiceTheFirstCountsAndOnlyWaysOfSigningInAreJoined() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.write("HTTP/1.1 401 No\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Type: text/xml\r\n"
                    + "Retry-After: 5\r\nRetry-After: 5\r\nWWW-Authenticate: Negotiate\r\n"
                    + "WWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n");
        })) {
            HttpReply reply = reply(transport.send(get(server.url())));

            assertThat(reply.header("Content-Type")).contains("text/xml; charset=utf-8");
            assertThat(reply.header("Retry-After")).contains("5");
            assertThat(reply.header("WWW-Authenticate")).contains("Negotiate, NTLM");
        }
    }

    /** As a name service that does not answer: the time of the call runs, and nothing is sent after it. */
    @Test
    void whatTakesLongBeforeItIsSentIsPartOfTheDeadline() {
        ProxySelector slow = target -> {
            // As long as the deadline, and begun later: when this one ends, that of the call has ended.
            new CompletableFuture<>()
                    .orTimeout(800, TimeUnit.MILLISECONDS)
                    .exceptionally(late -> null)
                    .join();
            return Optional.empty();
        };
        HttpTransport impatient = new HttpTransport(
                new HttpSetup(Duration.ofMillis(200), Duration.ofMillis(600), 4, TlsSource.OF_THE_JVM, slow));
        try (impatient;
                RawServer server = new RawServer(RawServer.counting())) {
            assertThat(failure(impatient.send(get(server.url()))).code()).isEqualTo("response-timeout");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aCompressedBodyComesAsItIs() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nzzzz");
        })) {
            HttpReply reply = reply(transport.send(get(server.url())));

            assertThat(reply.header("Content-Encoding")).contains("gzip");
            assertThat(text(reply)).isEqualTo("zzzz");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://localhost/x, no http",
        "http:/x, no http",
        "relative, no http",
        "http://user:secret@localhost/x, without a user"
    })
    void anAddressThatCannotBeCalledIsOurTrouble(URI address, String reason) {
        Failure failure = failure(transport.send(get(address)));

        assertThat(failure.code()).isEqualTo("not-sent");
        assertThat(failure.message()).contains(reason).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nInjected: b", "a\nb", "a\u0000", "a\u001a", "\u00e6", "\u20ac"})
    void aHeaderThatCannotBeSentIsNotSentChanged(String value) {
        try (RawServer server = new RawServer(RawServer.counting())) {
            Failure failure = failure(transport.send(HttpCall.get(server.url(), Map.of("X-Token", value), 100)));

            assertThat(failure.code()).isEqualTo("not-sent");
            assertThat(failure.message()).contains("X-Token").doesNotContain(value);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void afterTheEndNothingIsSentAndNoCallerWaits() {
        transport.close();

        assertThat(failure(transport.send(get(URI.create("http://localhost:1/"))))
                        .code())
                .isEqualTo("not-sent");
    }

    @Test
    void callsUnderWayAtTheEndAreNotLeftWaiting() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.request();
        })) {
            var answer = transport.send(get(server.url()));
            org.awaitility.Awaitility.await().until(() -> server.requests.size() == 1);
            transport.close();

            assertThat(failure(answer).code()).isEqualTo("internal");
        }
    }

    @Test
    void aProxyThatBreaksIsOurTrouble() {
        HttpTransport broken =
                new HttpTransport(Transports.setup(Duration.ofSeconds(5), TlsSource.OF_THE_JVM, target -> {
                    throw new StackOverflowError();
                }));
        try (broken) {
            Failure failure = failure(broken.send(get(URI.create("http://localhost:1/"))));

            assertThat(failure.code()).isEqualTo("internal");
            assertThat(failure.message()).contains("StackOverflowError");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1/x, connect-refused, localhost:1",
        "http://nobody.invalid/x, unknown-host, nobody.invalid"
    })
    void whoCannotBeReachedIsNamed(URI address, String code, String named) {
        Failure failure = failure(transport.send(get(address)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(named).doesNotContain("NetServer");
    }

    /** On a connection that is new, and on one that has carried another call. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAnswerThatTricklesEndsWithTheDeadlineAndItsConnectionWithIt(int goodOnes) {
        HttpTransport impatient = new HttpTransport(new HttpSetup(
                Duration.ofMillis(200), Duration.ofMillis(600), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
        try (impatient;
                RawServer server = new RawServer(peer -> {
                    for (int good = 0; good < goodOnes; good++) {
                        peer.request();
                        peer.answer("good");
                    }
                    peer.request();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    while (!peer.isClosedWithin(Duration.ofMillis(20))) {
                        peer.write("x");
                    }
                })) {
            for (int good = 0; good < goodOnes; good++) {
                reply(impatient.send(get(server.url())));
            }
            Failure failure = failure(impatient.send(get(server.url())));

            assertThat(failure.code()).isEqualTo("response-timeout");
            assertThat(failure.message()).contains("localhost:" + server.port(), "within 800 ms");
            org.awaitility.Awaitility.await().until(() -> server.open() == 0);
        }
    }
}
