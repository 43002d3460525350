package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementServerTest {
    private final EventStreams streams = new EventStreams(() -> EventStreams.event("history", "{}"));
    private final LookUpHandler handler = new LookUpHandler(new TaskLookUp() {
        @Override
        public CompletableFuture<Finding> lookUp(String id) {
            return CompletableFuture.completedFuture(Finding.event(true, "{\"id\":" + id + ",\"name\":null}"));
        }

        @Override
        public Optional<String> outOfService() {
            return Optional.empty();
        }
    });
    private final ManagementServer server = server(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private URI address;

    private ManagementServer server(int port) {
        return new ManagementServer(
                ManagementServer.vertx(),
                new BindAddress("127.0.0.1", port, Optional.empty()),
                new Router()
                                .page("/page", () -> new Answer(200, "text/plain", "here", Map.of()))
                                .page("/broken", () -> {
                                    throw new IllegalStateException("with a secret");
                                })
                                .stream("/events", streams)
                                .act("/lookup", handler));
    }

    @BeforeEach
    void start() {
        address = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /page, 200, -",
                "HEAD, /page, 200, -",
                "POST, /page, 405, 'GET, HEAD'",
                "DELETE, /page, 405, 'GET, HEAD'",
                "OPTIONS, /page, 405, 'GET, HEAD'",
                "GET, /lookup, 405, POST",
                "HEAD, /events, 405, GET",
                "GET, /page/, 404, -",
                "GET, /PAGE, 404, -",
                "GET, /page%2f, 404, -",
                "POST, /nothing, 404, -",
                "GET, /page?query=1, 200, -"
            })
    void onlyWhatThereIsCanBeAskedFor(String method, String path, int status, String allowed) {
        HttpResponse<String> response = send(method, path, null);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("allow")).isEqualTo(Optional.ofNullable(allowed));
    }

    @ParameterizedTest
    @CsvSource({"GET, /page", "GET, /nothing", "POST, /page", "GET, /broken"})
    void everyAnswerSaysWhatABrowserMayNotDoWithIt(String method, String path) {
        HttpResponse<String> response = send(method, path, null);
        SecurityHeaders.always()
                .forEach((name, value) ->
                        assertThat(response.headers().allValues(name)).as(name).containsExactly(value));
    }

    @Test
    void whatBrokeIsNotReportedToTheCaller() {
        HttpResponse<String> response = send("GET", "/broken", null);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("internal error\n");
    }

    @Test
    void anAnswerOfTheDeskIsTheEventAsItIs() {
        HttpResponse<String> response = send("POST", "/lookup", "{\"id\":42}", "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"found\":true,\"event\":{\"id\":42,\"name\":null}}");
    }

    @Test
    void aBodyLargerThanAnyQuestionIsNotRead() {
        String large = "{\"id\":42,\"x\":\"" + "x".repeat(100_000) + "\"}";
        assertThat(send("POST", "/lookup", large, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aQuestionFromAnotherSiteIsNotAsked() {
        assertThat(send("POST", "/lookup", "{\"id\":42}", "Content-Type", "application/json", "Origin", "http://evil")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPageUnderANameThatOnlyResolvesHereGetsNothing() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.getOutputStream()
                    .write("GET /page HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(response).startsWith("HTTP/1.1 403 ").doesNotContain("here");
        }
    }

    private InputStream open() {
        try {
            return http.send(HttpRequest.newBuilder(address.resolve("/events")).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void streamsThatWereClosedAreForgottenAndTheirNumberIsLimited() throws IOException {
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < EventStreams.MOST; i++) {
            open.add(open());
        }
        Awaitility.await().until(() -> streams.size() == EventStreams.MOST);
        HttpResponse<String> oneMore = send("GET", "/events", null);
        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.headers().firstValue("retry-after")).isPresent();
        for (InputStream stream : open) {
            stream.close();
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> streams.size() == 0);
    }

    @Test
    void idleConnectionsOfOneAddressLeaveRoomForAnotherAndEndSoonWithoutARequest() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < Connections.MOST; i++) {
                idle.add(new Socket("127.0.0.1", address.getPort()));
            }
            try (Socket probe = new Socket()) {
                probe.bind(new InetSocketAddress("127.0.0.2", 0)); // this machine, by another address
                probe.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
                probe.getOutputStream()
                        .write("GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(probe.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200 ");
            }
            idle.get(0).setSoTimeout(10_000);
            assertThat(idle.get(0).getInputStream().read())
                    .as("closed by the server")
                    .isEqualTo(-1);
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            send("GET", "/page", null).statusCode())
                    .isEqualTo(200));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsAReasonInWords() {
        ManagementServer second = server(address.getPort());
        try {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the management port 127.0.0.1:" + address.getPort()
                            + " cannot be opened: Address already");
        } finally {
            second.close();
        }
    }
}
