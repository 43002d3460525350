package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectivityCheckTest {
    private final HttpTransport http = new HttpTransport(
            new HttpSetup(Duration.ofSeconds(5), Duration.ofSeconds(5), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));

    private HttpServer server;
    private int status;
    private Map<String, String> headers = Map.of();
    private String page = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, page.isEmpty() ? -1 : page.length());
            exchange.getResponseBody().write(page.getBytes());
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        http.close();
        server.stop(0);
    }

    private ConnectivityCheck reach() {
        String base = "http://localhost:" + server.getAddress().getPort() + "/crm/Remote/Services86/";
        return new ConnectivityCheck(URI.create(base), Duration.ofSeconds(5), Optional.empty(), http, Optional.empty());
    }

    @Test
    void notToAnswerAGetIsNoFailureYet() throws Exception {
        status = 404;
        ConnectivityCheck reach = reach();

        assertThat(reach.http()).startsWith("HTTP 404");
        assertThat(reach.doubt()).contains("HTTP 404 for /crm/Remote/Services86/Batch.svc", "check the path");
    }

    @Test
    void anyOtherAnswerLeavesNoDoubt() throws Exception {
        status = 400;
        ConnectivityCheck reach = reach();

        assertThat(reach.http()).isEqualTo("HTTP 400");
        assertThat(reach.doubt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<center>The plain HTTP request was sent to HTTPS port</center>",
                "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
            })
    void anHttpsPortThatSaysSoIsReported(String says) {
        status = 400;
        page = says;

        assertThatThrownBy(() -> reach().http())
                .isInstanceOf(CheckFailed.class)
                .hasMessageEndingWith("say https:// in batchtask.netserver.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "301 | https://crm.example.com/Remote/Services86/Batch.svc | HTTP 301 (Location: https://crm.example.com/Remote/Services86/Batch.svc); redirects are not followed: use the https address it leads to in batchtask.netserver.url: https://crm.example.com/Remote/Services86/",
                "302 | /login?x=y | HTTP 302 (Location: /login); redirects are not followed; it leads to /login, a sign-in page perhaps",
                "308 | | HTTP 308; redirects are not followed: use the address that answers",
                "401 | | HTTP 401 (WWW-Authenticate: Negotiate, NTLM); whatever stands before NetServer wants a sign-in of its own",
                "403 | | HTTP 403; the web server or a gateway lets nobody through",
                "407 | | HTTP 407 (Proxy-Authenticate: Basic); a proxy wants a user name and a password, and none is known here",
                "421 | | HTTP 421; the tenant is served by another host",
                "429 | | HTTP 429; too many calls",
                "500 | | HTTP 500; the web server there is broken",
                "502 | | HTTP 502; a gateway answers, and NetServer behind it does not",
                "503 | | HTTP 503; a gateway answers",
                "504 | | HTTP 504; a gateway answers",
            })
    void anAnswerNothingCanComeOfFailsWithItsReason(int code, String location, String words) {
        status = code;
        headers = new HashMap<>(
                Map.of("WWW-Authenticate", "Negotiate, NTLM", "Proxy-Authenticate", "Basic realm=\"the way out\""));
        if (location != null) {
            headers.put("Location", location);
        }

        assertThatThrownBy(() -> reach().http()).isInstanceOf(CheckFailed.class).hasMessageStartingWith(words);
    }
}
