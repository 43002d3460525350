package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInAnswerTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private HttpServer server;
    private HttpTransport http;
    private NetServer netServer;
    private String credentials = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:h='"
                            + Operation.NAMESPACE + "'><s:Header><h:Succeeded>true</h:Succeeded></s:Header><s:Body>"
                            + "<AuthenticateResponse xmlns='" + Operation.NAMESPACE
                            + "' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>" + credentials
                            + "<AuthenticationSucceeded>true</AuthenticationSucceeded></AuthenticateResponse>"
                            + "</s:Body></s:Envelope>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/Remote/Services86/");
        http = new HttpTransport(new HttpSetup(
                Duration.ofSeconds(5), Duration.ofSeconds(5), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
        netServer = DirectRoute.netServer(
                camel,
                new NetServerOptions(
                        ServiceLocation.fixed(base),
                        Optional::empty,
                        ZoneOffset.UTC,
                        Optional.empty(),
                        ErrorRules.NONE),
                http,
                workers);
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        netServer.close();
        http.close();
        server.stop(0);
        workers.shutdownNow();
    }

    private String signIn() {
        return netServer
                .signIn()
                .authenticate("somebody", "hunter22")
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void theTicketIsTakenAsItIs() {
        credentials = "<Credentials><Ticket>7T:abc</Ticket></Credentials>";

        assertThat(signIn()).isEqualTo("7T:abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<Credentials i:nil='true'/>",
                "<Credentials/>",
                "<Credentials><Ticket i:nil='true'/></Credentials>",
                "<Credentials><Ticket/></Credentials>",
                "<Credentials><Ticket> </Ticket></Credentials>"
            })
    void anAnswerWithoutATicketIsNoSignIn(String without) {
        credentials = without;

        CompletionException failed = catchThrowableOfType(CompletionException.class, this::signIn);

        assertThat(((SignInRefused) failed.getCause()).failure())
                .isEqualTo(new Failure.Contract("no-ticket", "signed in, but no ticket was handed out"));
    }
}
