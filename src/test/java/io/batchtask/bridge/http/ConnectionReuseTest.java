package io.batchtask.bridge.http;

import static io.batchtask.bridge.http.Transports.failure;
import static io.batchtask.bridge.http.Transports.get;
import static io.batchtask.bridge.http.Transports.post;
import static io.batchtask.bridge.http.Transports.reply;
import static io.batchtask.bridge.http.Transports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.it.world.Timeouts;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which connection a call goes out, and what that may bring. */
class ConnectionReuseTest {
    private final HttpTransport transport = Transports.transport();

    @AfterEach
    void close() {
        transport.close();
    }

    private String ask(RawServer server) {
        return text(transport.send(post(server.url())));
    }

    @Test
    void aConnectionIsUsedAgainAndTheReplySaysSo() {
        try (RawServer server = new RawServer(RawServer.counting())) {
            assertThat(reply(transport.send(post(server.url()))).reused()).isFalse();
            for (int call = 0; call < 200; call++) {
                assertThat(reply(transport.send(post(server.url()))).reused()).isTrue();
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFreshConnectionHasNeverCarriedAnotherCall() {
        try (RawServer server = new RawServer(peer -> {
            for (int calls = 1; peer.request() != null; calls++) {
                peer.answer("call " + calls);
            }
        })) {
            for (int round = 0; round < 10; round++) {
                ask(server);
                HttpReply fresh = reply(transport.send(post(server.url()).onFreshConnection()));

                assertThat(fresh.reused()).isFalse();
                assertThat(text(fresh)).isEqualTo("call 1");
            }
        }
    }

    @Test
    void aServerThatClosesAfterEachReplyWithoutSayingSoCostsNoCall() throws InterruptedException {
        int calls = 3_000;
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.answer("bye");
        })) {
            Semaphore atOnce = new Semaphore(8);
            AtomicInteger good = new AtomicInteger();
            AtomicInteger bad = new AtomicInteger();
            for (int call = 0; call < calls; call++) {
                atOnce.acquire();
                transport.send(post(server.url())).whenComplete((reply, failed) -> {
                    (failed == null ? good : bad).incrementAndGet();
                    atOnce.release();
                });
            }
            await().atMost(Timeouts.LONG).until(() -> good.get() + bad.get() == calls);

            assertThat(bad).hasValue(0);
        }
    }

    @Test
    void aCallIsRepeatedOnceOnly() {
        try (RawServer server = new RawServer(peer -> {
            if (peer.number == 1) {
                peer.request();
                peer.answer("well");
            }
            peer.request();
        })) {
            ask(server);

            assertThat(failure(transport.send(post(server.url()))).code()).isEqualTo("connection-lost");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void onAConnectionThatIsNewNothingIsRepeated() {
        try (RawServer server = new RawServer(RawServer.Peer::request)) {
            assertThat(failure(transport.send(post(server.url()))).code()).isEqualTo("connection-lost");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void anAnswerThatHasBegunIsNotAskedForAgain() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.answer("well");
            peer.request();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        })) {
            ask(server);

            assertThat(failure(transport.send(post(server.url()))).code()).isEqualTo("connection-lost");
            assertThat(server.requests).hasSize(2);
        }
    }

    /** What a server sends on its own while nothing is asked of it. */
    @Test
    void anAnswerNotAskedForIsNotGivenToAnother() {
        Semaphore answered = new Semaphore(0);
        try (RawServer server = new RawServer(peer -> {
            for (String head = peer.request(); head != null; head = peer.request()) {
                peer.answer("right");
                answered.acquire();
                peer.answer("stray");
            }
        })) {
            for (int call = 0; call < 50; call++) {
                assertThat(ask(server)).isEqualTo("right");
                answered.release();
                await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(2)).until(() -> server.open() == 0);
            }
        }
    }

    @Test
    void noneInTheSameWriteEither() {
        try (RawServer server = new RawServer(peer -> {
            while (peer.request() != null) {
                peer.write(RawServer.ok("right") + RawServer.ok("stray"));
            }
        })) {
            for (int call = 0; call < 500; call++) {
                assertThat(ask(server)).isEqualTo("right");
            }
        }
    }

    @Test
    void whatIsDistrustedIsNotUsedAgainAndCallsUnderWayEndOnIt() {
        Semaphore answered = new Semaphore(0);
        try (RawServer server = new RawServer(peer -> {
            while (peer.request() != null) {
                if (peer.number == 2) {
                    answered.acquire();
                }
                peer.answer("connection " + peer.number);
            }
        })) {
            assertThat(ask(server)).isEqualTo("connection 1");
            var first = transport.send(post(server.url()).onFreshConnection()); // closes 1, opens 2
            await().until(() -> server.requests.size() == 2);
            transport.distrust();
            answered.release(10);

            assertThat(text(first)).isEqualTo("connection 2");
            assertThat(ask(server)).isEqualTo("connection 3");
        }
    }

    @Test
    void noConnectionLivesForEverUnderLoad() {
        HttpTransport mortal = Transports.transport(Duration.ofSeconds(60), Duration.ofMillis(300), new ReplyBudget());
        try (mortal;
                RawServer server = new RawServer(RawServer.counting())) {
            await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(10)).until(() -> {
                reply(mortal.send(get(server.url())));
                return server.connections() >= 3;
            });
            assertThat(server.requests.size()).isGreaterThan(2 * server.connections());
        }
    }
}
