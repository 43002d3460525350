package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachTest {
    private HttpServer server;
    private int status;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Reach reach() {
        String base = "http://localhost:" + server.getAddress().getPort() + "/crm/Remote/Services86/";
        return new Reach(URI.create(base), Duration.ofSeconds(5), Optional.empty());
    }

    @Test
    void notToAnswerAGetIsNoFailureYet() throws Exception {
        status = 404;
        Reach reach = reach();

        assertThat(reach.http()).startsWith("HTTP 404");
        assertThat(reach.doubt()).contains("HTTP 404 for /crm/Remote/Services86/Batch.svc", "check the path");
    }

    @Test
    void anyOtherAnswerLeavesNoDoubt() throws Exception {
        status = 400;
        Reach reach = reach();

        assertThat(reach.http()).isEqualTo("HTTP 400");
        assertThat(reach.doubt()).isEmpty();
    }
}
