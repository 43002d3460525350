package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of an environment that the simulator does not give. */
class SignInServiceTest {
    private static final String KEY = OnlineApp.register("x", "y").pem();

    private final HttpTransport transport = new HttpTransport(
            new HttpSetup(Duration.ofSeconds(2), Duration.ofSeconds(5), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));

    private HttpServer server;
    private int status = 200;
    private String answer = "{}";
    private String keys = "{}";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/Login/api/", exchange -> send(exchange, status, answer));
        server.createContext("/login/.well-known/jwks", exchange -> send(exchange, 200, keys));
        server.start();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void close() {
        transport.close();
        server.stop(0);
    }

    private String signIn() {
        OnlineHttp http = new OnlineHttp(transport, ForkJoinPool.commonPool());
        URI root = URI.create("http://localhost:" + server.getAddress().getPort());
        SystemUserIdentity identity = new SystemUserIdentity("Cust12345", () -> "secret", () -> "App-Ab", () -> KEY);
        return new SystemUser(
                        http,
                        new Environment(root),
                        identity,
                        false,
                        address -> {},
                        Clock.fixed(Token.NOW, ZoneOffset.UTC))
                .signIn()
                .join();
    }

    private Failure refusal() {
        return ((SignInRefused) catchThrowableOfType(CompletionException.class, this::signIn)
                        .getCause())
                .failure();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aRefusalIsOneWhateverItsStatus(int refused) {
        status = refused;
        answer = "{\"IsSuccessful\":false,\"Token\":null,\"ErrorMessage\":\"Unknown application token\"}";

        assertThat(refusal()).isEqualTo(new Failure.SignIn("system-user-refused", "Unknown application token"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | <html/> | http-401",
                "401 | {\"Message\":\"go away\"} | http-401",
                "407 | {\"IsSuccessful\":\"no\"} | http-407",
                "404 | '' | http-404",
                "400 | [] | http-400",
                "503 | {\"IsSuccessful\":false} | http-503"
            })
    void anyOtherBodyIsAnotherServers(int other, String body, String code) {
        status = other;
        answer = body;

        assertThat(refusal().className() + "/" + refusal().code()).isEqualTo("unavailable/" + code);
    }

    @Test
    void aKeyThatCannotBeUsedDoesNotRefuseTheOthers() {
        answer = "{\"IsSuccessful\":true,\"Token\":\"" + new Token().signed() + "\"}";
        keys = "{\"keys\":[{\"kty\":\"lattice\",\"use\":\"sig\"},{\"kty\":\"RSA\"},7,null,"
                + Token.published(Token.KEYS, null).toJSONString() + "]}";

        assertThat(signIn()).isEqualTo(Token.TICKET);
    }

    @Test
    void withoutAnyUsableKeyTheTokenIsNotAccepted() {
        answer = "{\"IsSuccessful\":true,\"Token\":\"" + new Token().signed() + "\"}";
        keys = "{\"keys\":[{\"kty\":\"lattice\"}]}";
        assertThat(refusal().code()).isEqualTo("bad-security-token");

        keys = "{\"nothing\":1}";
        assertThat(refusal().code()).isEqualTo("jwks");
    }
}
