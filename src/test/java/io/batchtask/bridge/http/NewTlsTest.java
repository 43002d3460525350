package io.batchtask.bridge.http;

import static io.batchtask.bridge.http.Transports.failure;
import static io.batchtask.bridge.http.Transports.get;
import static io.batchtask.bridge.http.Transports.reply;
import static io.batchtask.bridge.http.Transports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.it.world.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust and keys that change while calls are made. */
class NewTlsTest {
    @TempDir
    static Path directory;

    private static final String PASSWORD = "only-for-tests";
    private static final String KEYTOOL =
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

    private static KeyStore store;

    private final AtomicReference<Optional<SSLContext>> inForce = new AtomicReference<>(Optional.empty());
    private final CountDownLatch answer = new CountDownLatch(1);
    private final RawServer server = new RawServer(socket("localhost"), true, peer -> {
        for (String head = peer.request(); head != null; head = peer.request()) {
            if (head.contains("slow")) {
                answer.await();
            }
            peer.answer("connection " + peer.number);
        }
    });
    private HttpTransport transport;

    /** One for all: to have it made takes seconds. Its certificate is for localhost alone, and trusted by itself. */
    @BeforeAll
    static void make() throws Exception {
        Path file = directory.resolve("server.p12");
        String arguments = "-genkeypair -alias server -dname CN=server -keyalg EC -validity 30 -ext san=dns:localhost"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
        List<String> command = new ArrayList<>(List.of(KEYTOOL, "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
        server.close();
    }

    private static ServerSocket socket(String address) {
        try {
            SSLContext context = TlsContext.of(Optional.empty(), Optional.of(store), Optional.of(PASSWORD))
                    .orElseThrow();
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getByName(address));
            return socket;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Optional<SSLContext> trusting() {
        return TlsContext.of(Optional.of(store), Optional.empty(), Optional.empty());
    }

    private void open() {
        transport = new HttpTransport(
                Transports.setup(Duration.ofSeconds(60), inForce::get, ProxySelector.NONE),
                Transports.LONG,
                Transports.LOOK,
                new ReplyBudget());
    }

    @Test
    void aServerThatIsNotTrustedIsNotAsked() {
        open();

        assertThat(failure(transport.send(get(server.url()))).code()).isEqualTo("tls");
        assertThat(server.requests).isEmpty();
    }

    /** All of 127.0.0.0/8 is this machine. */
    @Test
    void aCertificateForAnotherNameIsRefused() {
        inForce.set(trusting());
        open();
        assertThat(text(transport.send(get(server.url())))).startsWith("connection");
        try (RawServer elsewhere = new RawServer(socket("127.0.0.2"), true, RawServer.counting())) {
            URI other = URI.create("https://127.0.0.2:" + elsewhere.port() + "/");

            assertThat(failure(transport.send(get(other))).code()).isEqualTo("tls");
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void newTrustIsUsedWithinSecondsAndTheOtherWayRound() {
        open();
        failure(transport.send(get(server.url())));
        inForce.set(trusting());

        await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(transport
                        .send(get(server.url()))
                        .handle((reply, failed) -> failed == null)
                        .join())
                .isTrue());
        var slow = transport.send(get(server.url().resolve("slow")));
        await().until(() -> server.requests.stream().anyMatch(head -> head.contains("slow")));
        inForce.set(Optional.empty());
        await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(
                        failure(transport.send(get(server.url()))).code())
                .isEqualTo("tls"));
        answer.countDown();

        assertThat(reply(slow).status())
                .as("a call under way ends on its connection")
                .isEqualTo(200);
        assertThat(transport.deaths()).isZero();
    }
}
