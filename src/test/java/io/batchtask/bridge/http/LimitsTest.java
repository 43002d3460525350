package io.batchtask.bridge.http;

import static io.batchtask.bridge.http.Transports.failure;
import static io.batchtask.bridge.http.Transports.get;
import static io.batchtask.bridge.http.Transports.reply;
import static io.batchtask.bridge.http.Transports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may make us read and keep. */
class LimitsTest {
    private static final int MIB = 1024 * 1024;

    private final HttpTransport transport = Transports.transport();

    @AfterEach
    void close() {
        transport.close();
    }

    /** Writes until the other side closes; the bytes it took. */
    private static AtomicLong endless(RawServer.Peer peer, String begin, String again) throws IOException {
        AtomicLong taken = new AtomicLong();
        peer.write(begin);
        while (true) {
            peer.write(again);
            taken.addAndGet(again.length());
            if (taken.get() > 16 * MIB) {
                return taken;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX: ",
                "HTTP/1.1 200 ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x="
            })
    void aLineWithoutAnEndIsDeadLetter(String begin) {
        AtomicLong taken = new AtomicLong(-1);
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            taken.set(endless(peer, begin, "x".repeat(8192)).get());
        })) {
            assertThat(failure(transport.send(get(server.url()))).code()).isEqualTo("transport");
            await().until(() -> server.open() == 0);
            assertThat(taken).as("bytes written without being stopped").hasValue(-1);
            assertThat(transport.deaths()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"})
    void headersWithoutAnEndAreDeadLetter(String begin) {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            endless(peer, begin, "X-Header: value\r\n");
        })) {
            assertThat(failure(transport.send(get(server.url()))).code()).isEqualTo("transport");
            assertThat(transport.deaths()).isZero();
        }
    }

    /** Each line and their number are in order by themselves; the budget does not count them. */
    @Test
    void manyLongHeadersAreDeadLetter() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.write("HTTP/1.1 200 OK\r\n" + ("X: " + "x".repeat(9000) + "\r\n").repeat(5)
                    + "Content-Length: 0\r\n\r\n");
        })) {
            assertThat(failure(transport.send(get(server.url()))).code()).isEqualTo("transport");
        }
    }

    @Test
    void theEndlessOneHarmsNoOneElse() {
        try (RawServer bad = new RawServer(peer -> {
                    peer.request();
                    endless(peer, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(8192));
                });
                RawServer good = new RawServer(RawServer.counting())) {
            List<CompletableFuture<HttpReply>> endless = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                endless.add(transport.send(get(bad.url())));
                assertThat(text(transport.send(get(good.url())))).startsWith("answer");
            }
            endless.forEach(answer -> assertThat(failure(answer).code()).isEqualTo("transport"));
        }
    }

    @Test
    void aReplyThatSaysItIsTooLargeIsDeadLetterAtOnce() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
            peer.request(); // not a byte of it
        })) {
            Failure failure = failure(transport.send(HttpCall.get(server.url(), Map.of(), 1000)));

            assertThat(failure.code()).isEqualTo("reply-too-large");
            assertThat(failure.message()).contains("localhost:" + server.port());
        }
    }

    @Test
    void aReplyThatTurnsOutTooLargeIsDeadLetter() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            endless(peer, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192));
        })) {
            assertThat(failure(transport.send(HttpCall.get(server.url(), Map.of(), 3 * MIB)))
                            .code())
                    .isEqualTo("reply-too-large");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 65_535, 65_536, 65_537, 100_000, 1_000_000, 4 * MIB})
    void whateverItsLengthAReplyIsWholeHoweverItComes(int length) {
        String body = "0123456789abcdef".repeat(length / 16 + 1).substring(0, length);
        try (RawServer server = new RawServer(peer -> {
            while (peer.request() != null) {
                peer.answer(body);
                peer.request();
                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < length; at += 30_000) {
                    String piece = body.substring(at, Math.min(length, at + 30_000));
                    peer.write(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                }
                peer.write("0\r\n\r\n");
                peer.request();
                peer.write("HTTP/1.1 200 OK\r\n\r\n" + body);
                return;
            }
        })) {
            for (String way : List.of("announced", "chunked", "until the end")) {
                assertThat(text(transport.send(get(server.url()))).equals(body))
                        .as(way)
                        .isTrue();
            }
        }
    }

    /** The share of the memory is smaller than two of them; those that wait are not read, and small ones do not wait. */
    @Test
    void largeRepliesTakeTurnsAndSmallOnesDoNotWait() {
        ReplyBudget budget = new ReplyBudget(3 * MIB);
        Semaphore large = new Semaphore(0);
        try (HttpTransport narrow = Transports.transport(Duration.ofSeconds(100), Transports.LONG, budget);
                RawServer server = new RawServer(peer -> {
                    for (String head = peer.request(); head != null; head = peer.request()) {
                        peer.answer(head.contains("large") ? "x".repeat(2 * MIB) : "small");
                    }
                })) {
            List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
            for (int call = 0; call < 40; call++) {
                replies.add(narrow.send(get(server.url().resolve("large")))
                        .whenComplete((reply, failed) -> large.release()));
            }
            await().until(() -> budget.waiting() == 39 && large.availablePermits() == 1);
            for (int call = 0; call < 20; call++) {
                assertThat(text(narrow.send(get(server.url())))).isEqualTo("small");
            }
            assertThat(large.availablePermits())
                    .as("large ones read while none was closed")
                    .isEqualTo(1);

            replies.forEach(reply -> reply.thenAccept(HttpReply::close));

            replies.forEach(reply -> assertThat(reply(reply).body()).hasSize(2 * MIB));
            assertThat(budget.left()).isEqualTo(3 * MIB);
        }
    }

    @Test
    void whoNeverSendsTheRestHoldsUpTheOthersUntilItsDeadlineOnly() {
        ReplyBudget budget = new ReplyBudget(3 * MIB);
        try (HttpTransport narrow = Transports.transport(Duration.ofMillis(1), Transports.LONG, budget);
                HttpTransport patient = new HttpTransport(
                        new HttpSetup(
                                Duration.ofMillis(500),
                                Duration.ofMillis(1500),
                                300,
                                TlsSource.OF_THE_JVM,
                                ProxySelector.NONE),
                        Transports.LONG,
                        Transports.LOOK,
                        budget);
                RawServer server = new RawServer(peer -> {
                    for (String head = peer.request(); head != null; head = peer.request()) {
                        boolean stalls = head.contains("stalls");
                        String whole = RawServer.ok("x".repeat(2 * MIB));
                        peer.write(stalls ? whole.substring(0, MIB) : whole);
                        if (stalls) {
                            peer.request();
                        }
                    }
                })) {
            assertThat(narrow.deaths()).isZero();
            var stalled = patient.send(get(server.url().resolve("stalls")));
            await().until(() -> budget.left() < 2 * MIB);
            var unread = patient.send(get(server.url()));

            assertThat(failure(stalled).code()).isEqualTo("response-timeout");
            reply(unread); // it has waited, and there was still time
            for (int call = 0; call < 5; call++) {
                reply(patient.send(get(server.url())));
            }
            await().until(() -> budget.left() == 3 * MIB);
        }
    }

    @Test
    void aReplyNeverClosedIsCountedNoLongerThanItsCallMayTake() {
        ReplyBudget budget = new ReplyBudget(3 * MIB);
        try (HttpTransport forgetful = new HttpTransport(
                        new HttpSetup(
                                Duration.ofMillis(500),
                                Duration.ofMillis(1000),
                                300,
                                TlsSource.OF_THE_JVM,
                                ProxySelector.NONE),
                        Transports.LONG,
                        Transports.LOOK,
                        budget);
                RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.answer("x".repeat(2 * MIB));
                })) {
            assertThat(forgetful.send(get(server.url())).join().body()).hasSize(2 * MIB);
            assertThat(budget.left()).isLessThan(2 * MIB);

            await().until(() -> budget.left() == 3 * MIB);
        }
    }
}
