package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Probes reach the port, however many are connected: Kubernetes restarts a process whose health it cannot ask for. Behind
 * NAT or Docker's proxy all clients have one address.
 */
class CrowdedPortTest {
    private static final int PROBES = 40;
    private static final String LIVE = "/observe/health/live";
    private static final int PATIENCE_MILLIS = 120_000;

    private final EventStreams streams = new EventStreams(() -> EventStreams.event("history", "{}"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Client> clients = Collections.synchronizedList(new ArrayList<>());
    private ManagementServer server;
    private int port;

    private void start(BindAddress bind) {
        server = new ManagementServer(
                ManagementServer.vertx(),
                bind,
                new Router()
                                .page(LIVE, () -> new Answer(200, "text/plain", "up", Map.of()))
                                .page("/page", () -> new Answer(200, "text/plain", "here", Map.of()))
                                .stream("/events", streams));
        port = server.start().getPort();
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        for (Client client : clients) {
            client.close();
        }
        server.close();
    }

    /** A caller that keeps a connection as long as it lasts. */
    private final class Client {
        private final String from;
        private Socket socket = new Socket();

        private Client(String from) {
            this.from = from;
            clients.add(this);
        }

        /** @return the answer's head, or empty when the connection ended before it */
        private String ask(String request) throws IOException {
            if (!socket.isConnected() || socket.isClosed()) {
                socket = new Socket();
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
            }
            String head = "";
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                head = head(socket.getInputStream());
            } catch (SocketTimeoutException silent) {
                throw silent;
            } catch (IOException cut) {
                // the empty head reports it
            }
            if (head.isEmpty()) {
                socket.close();
            }
            return head;
        }

        private boolean isClosedByTheServer() throws IOException {
            return socket.getInputStream().read() < 0;
        }

        private void close() throws IOException {
            socket.close();
        }
    }

    private static String head(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String head(String path, String... headers) {
        return "HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers) + "\r\n";
    }

    /** They ask again and again, on the same connection while that lasts, until the probes have had their answers. */
    private List<Future<?>> crowd(int number, List<String> addresses, AtomicBoolean over) throws Exception {
        List<Client> crowd = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            crowd.add(new Client(addresses.get(i % addresses.size())));
            crowd.get(i).ask(head(LIVE));
        }
        List<Future<?>> asking = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            int first = part;
            asking.add(threads.submit(() -> {
                while (!over.get()) {
                    for (int i = first; i < number; i += 4) {
                        crowd.get(i).ask(head(LIVE));
                    }
                }
                return null;
            }));
        }
        return asking;
    }

    @ParameterizedTest
    @CsvSource({
        "64, 127.0.0.2 127.0.0.3, 127.0.0.4",
        "32, 127.0.0.2, 127.0.0.2",
        "100, 127.0.0.2, 127.0.0.2",
        "200, 127.0.0.2, 127.0.0.2",
        "200, 127.0.0.2 127.0.0.3 127.0.0.4, 127.0.0.5"
    })
    void aCallerIsAnsweredWithinASecond(int number, String addresses, String probe) throws Exception {
        start(new BindAddress("127.0.0.1", 0, Optional.empty()));
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> crowd = crowd(number, List.of(addresses.split(" ")), over);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            long began = System.nanoTime();
            assertThat(new Client(probe).ask(head(LIVE))).as("probe %s", i).startsWith("HTTP/1.1 200 ");
            waits.add(Duration.ofNanos(System.nanoTime() - began));
        }
        over.set(true);
        for (Future<?> part : crowd) {
            part.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        Collections.sort(waits);
        assertThat(waits.get(PROBES / 2))
                .as("half of the probes; a busy machine may hold up some")
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aPageThatIsOpenMakesNoRoom() throws Exception {
        start(new BindAddress("127.0.0.1", 0, Optional.empty()));
        Client page = new Client("127.0.0.2");
        assertThat(page.ask("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> crowd = crowd(200, List.of("127.0.0.2"), over);
        over.set(true);
        for (Future<?> part : crowd) {
            part.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        assertThat(streams.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        LIVE + ", '', 200, true",
        LIVE + ", Authorization: Bearer wrong, 200, true",
        LIVE + ", Authorization: Bearer 0123456789abcdef, 200, false",
        "/page, '', 401, true",
        "/page, Authorization: Bearer 0123456789abcdef, 200, false"
    })
    void whereATokenIsSetACallerWithoutItIsAnsweredAndLetGo(String path, String header, int status, boolean close)
            throws IOException {
        start(new BindAddress("127.0.0.1", 0, Optional.of(() -> "0123456789abcdef")));
        Client client = new Client("127.0.0.1");
        String answer = client.ask(head(path, header.isEmpty() ? "" : header + "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close\r\n"))
                .isEqualTo(close);
        if (close) {
            assertThat(client.isClosedByTheServer()).isTrue();
        } else {
            assertThat(client.ask(head(path, header + "\r\n"))).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aProbeInHttp10WithoutAHostGetsTheHealthAndNothingElse() throws IOException {
        start(new BindAddress("127.0.0.1", 0, Optional.empty()));
        assertThat(new Client("127.0.0.1").ask("GET " + LIVE + " HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200 ");
        assertThat(new Client("127.0.0.1").ask("GET /page HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 403 ");
    }
}
