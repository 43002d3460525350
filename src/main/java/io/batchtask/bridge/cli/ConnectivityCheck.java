package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpCall;
import io.batchtask.bridge.http.HttpReply;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.TransportFailure;
import io.batchtask.bridge.netserver.HttpHints;
import io.batchtask.bridge.settings.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The way to NetServer, one layer after the other, each with its own answer. */
final class ConnectivityCheck {
    private static final int OBJECTION_MILLIS = 500;
    private static final int LARGEST_PAGE = 1024 * 1024;
    private static final String HTTPS = "https:// in batchtask.netserver.url";

    private final URI base;
    private final String host;
    private final int port;
    private final Duration timeout;
    private final Optional<SSLContext> tls;
    private final HttpTransport http;
    private final Optional<ProxyAdvice> proxy;
    private boolean notFound;

    ConnectivityCheck(
            URI base, Duration timeout, Optional<SSLContext> tls, HttpTransport http, Optional<ProxyAdvice> proxy) {
        this.base = base;
        // Not URI's own host: it has none when there is an underscore in the name.
        Authority machine = Authority.of(base).orElseThrow();
        this.host = machine.host();
        this.port = machine.port();
        this.timeout = timeout;
        this.tls = tls;
        this.http = http;
        this.proxy = proxy;
    }

    String dns() throws CheckFailed {
        if (proxy.isPresent()) {
            return "left to the proxy " + proxy.get().name();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
        } catch (UnknownHostException unknown) {
            throw new CheckFailed(
                    host + " cannot be resolved", "check the host in batchtask.netserver.url and the name server");
        }
    }

    String tcp() throws CheckFailed {
        if (proxy.isPresent()) {
            return "left to the proxy " + proxy.get().name();
        }
        try (Socket socket = connect()) {
            return "connected to " + socket.getRemoteSocketAddress();
        } catch (IOException refused) {
            throw new CheckFailed(
                    host + ":" + port + ": " + Causes.explain(refused),
                    "check the port in batchtask.netserver.url, firewalls on the way, and that the web server runs");
        }
    }

    String tls() throws CheckFailed {
        if (isPlain()) {
            return "not used; passwords and tickets travel in clear text";
        }
        if (proxy.isPresent()) {
            return "checked with the next step";
        }
        try (Socket plain = connect();
                SSLSocket socket = (SSLSocket)
                        tls.orElse(SSLContext.getDefault()).getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.startHandshake();
            awaitObjection(socket);
            return socket.getSession().getProtocol() + ", certificate accepted";
        } catch (SSLException refused) {
            throw new CheckFailed(Causes.explain(refused), TlsAdvice.of(refused));
        } catch (Exception broken) {
            throw new CheckFailed(Causes.explain(broken), "is this port really an https one?");
        }
    }

    /** With TLS 1.3 the handshake is over for us before the server has looked for our certificate. */
    private static void awaitObjection(SSLSocket socket) throws IOException {
        socket.setSoTimeout(OBJECTION_MILLIS);
        try {
            socket.getInputStream().read();
        } catch (SocketTimeoutException none) {
            return; // it waits for the request
        }
    }

    String http() throws CheckFailed {
        HttpCall get = HttpCall.get(base.resolve("Batch.svc"), Map.of(), LARGEST_PAGE);
        try (HttpReply reply = http.send(get).get()) {
            return judge(reply);
        } catch (ExecutionException failed) {
            throw failed(
                    failed.getCause() instanceof TransportFailure call
                            ? call
                            : new TransportFailure(new Failure.Unavailable("internal", failed.toString())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailed("interrupted", "try again");
        }
    }

    private CheckFailed failed(TransportFailure call) {
        Failure failure = call.failure();
        String advice = failure.code().equals("tls")
                ? TlsAdvice.of(call.thrown().orElse(call))
                : HttpAdvice.ofCode(failure.code(), call::header, proxy).orElseGet(() -> noHttp(failure));
        String hint = failure.code().equals("http-407") ? HttpHints.of(407, call::header) : "";
        return new CheckFailed(failure.message() + hint, advice);
    }

    private String noHttp(Failure failure) {
        if (failure.code().equals("response-timeout")) {
            return "something accepts connections there, but it does not answer HTTP in time";
        }
        String what = proxy.map(one -> "the proxy " + one.name()
                        + ", or what is behind it, does not speak HTTP as it should: check " + one.setting()
                        + ", and the host and the port in batchtask.netserver.url")
                .orElse("something accepts connections there, but it does not speak HTTP");
        return isPlain() ? what + "; if the port is an https one, say " + HTTPS : what;
    }

    private boolean isPlain() {
        return base.getScheme().equalsIgnoreCase("http");
    }

    private String judge(HttpReply reply) throws CheckFailed {
        int status = reply.status();
        Optional<String> advice = HttpAdvice.of(status, reply::header, proxy);
        if (advice.isPresent()) {
            throw new CheckFailed("HTTP " + status + HttpHints.of(status, reply::header), advice.get());
        }
        if (status == 400 && isPlain() && wantsTls(reply)) {
            throw new CheckFailed("HTTP 400, for plain HTTP was sent to an https port", "say " + HTTPS);
        }
        notFound = status == 404;
        return "HTTP " + status + (notFound ? " to a GET; whether NetServer is there, the next step shows" : "");
    }

    /** As nginx and Apache say it. */
    private static boolean wantsTls(HttpReply reply) {
        String page = new String(reply.body(), StandardCharsets.ISO_8859_1);
        return page.contains("plain HTTP request was sent to HTTPS port")
                || page.contains("speaking plain HTTP to an SSL-enabled server port");
    }

    /** What an HTTP 404 leads to think once the SOAP call has failed too; empty when there was none. */
    String doubt() {
        return notFound
                ? "; HTTP 404 for " + base.getPath()
                        + "Batch.svc: check the path in batchtask.netserver.url, it ends in"
                        + " Remote/Services86/ of the right application"
                : "";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
        return socket;
    }
}
