package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.CallFailed;
import io.batchtask.bridge.http.HttpCall;
import io.batchtask.bridge.http.HttpDoor;
import io.batchtask.bridge.http.HttpReply;
import io.batchtask.bridge.netserver.HttpHints;
import io.batchtask.bridge.settings.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The way to NetServer, one layer after the other, each with its own answer. */
final class Reach {
    private static final int OBJECTION_MILLIS = 500;
    private static final int LARGEST_PAGE = 1024 * 1024;

    private final URI base;
    private final String host;
    private final int port;
    private final Duration patience;
    private final Optional<SSLContext> tls;
    private final HttpDoor http;
    private final Optional<String> proxy;
    private boolean notFound;

    Reach(URI base, Duration patience, Optional<SSLContext> tls, HttpDoor http) {
        this.base = base;
        // Not URI's own host: it has none when there is an underscore in the name.
        Authority machine = Authority.of(base).orElseThrow();
        this.host = machine.host();
        this.port = machine.port();
        this.patience = patience;
        this.tls = tls;
        this.http = http;
        this.proxy = http.proxyTo(base);
    }

    String dns() throws Failed {
        if (proxy.isPresent()) {
            return "left to the proxy " + proxy.get();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
        } catch (UnknownHostException unknown) {
            throw new Failed(
                    host + " cannot be resolved", "check the host in batchtask.netserver.url and the name server");
        }
    }

    String tcp() throws Failed {
        if (proxy.isPresent()) {
            return "left to the proxy " + proxy.get();
        }
        try (Socket socket = connect()) {
            return "connected to " + socket.getRemoteSocketAddress();
        } catch (IOException refused) {
            throw new Failed(
                    host + ":" + port + ": " + BridgeCommand.explain(refused),
                    "check the port in batchtask.netserver.url, firewalls on the way, and that the web server runs");
        }
    }

    String tls() throws Failed {
        if (base.getScheme().equalsIgnoreCase("http")) {
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
            socket.setSoTimeout((int) patience.toMillis());
            socket.startHandshake();
            awaitObjection(socket);
            return socket.getSession().getProtocol() + ", certificate accepted";
        } catch (SSLException refused) {
            throw new Failed(BridgeCommand.explain(refused), advice(refused));
        } catch (Exception broken) {
            throw new Failed(BridgeCommand.explain(broken), "is this port really an https one?");
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

    private static String advice(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the server's certificate has expired: it must be renewed there";
            }
            if (cause instanceof CertPathBuilderException) {
                return "trust the issuer of the server's certificate with batchtask.netserver.tls.trust-store";
            }
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No name matching") || message.contains("subject alternative")) {
                return "the certificate is for another host: use the name it is for in batchtask.netserver.url";
            }
            if (message.contains("Unsupported or unrecognized SSL message")) {
                return "is this port really an https one?";
            }
            if (message.contains("certificate_required") || message.contains("bad_certificate")) {
                return "the server wants a client certificate: batchtask.netserver.tls.key-store";
            }
        }
        return "check batchtask.netserver.tls.*";
    }

    String http() throws Failed {
        HttpCall call = HttpCall.get(base.resolve("Batch.svc"), Map.of(), LARGEST_PAGE);
        try (HttpReply reply = http.send(call).get()) {
            return judge(reply.status(), reply::header);
        } catch (ExecutionException failed) {
            Failure failure = CallFailed.in(failed, new Failure.Unavailable("internal", failed.toString()));
            throw new Failed(failure.message(), httpAdvice(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", "try again");
        }
    }

    private String httpAdvice(Failure failure) {
        return switch (failure.code()) {
            case "tls" -> advice(new SSLException(failure.message()));
            case "response-timeout" -> "something accepts connections there, but it does not answer HTTP in time";
            default ->
                HttpAdvice.ofCode(failure.code(), proxy)
                        .orElse("something accepts connections there, but it does not speak HTTP");
        };
    }

    private String judge(int status, Function<String, Optional<String>> header) throws Failed {
        Optional<String> advice = HttpAdvice.of(status, header, proxy);
        if (advice.isPresent()) {
            throw new Failed("HTTP " + status + HttpHints.of(status, header), advice.get());
        }
        notFound = status == 404;
        return "HTTP " + status + (notFound ? ", which may be its way with a GET; the next step tells" : "");
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
        socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
        return socket;
    }

    /** A step that failed, and what to do about it. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final String advice;

        Failed(String reason, String advice) {
            super(reason + "; " + advice);
            this.advice = advice;
            this.reason = reason;
        }

        /** The reason may be foreign; the advice is ours, which would be taken for a ticket here and there. */
        String redacted(UnaryOperator<String> redact) {
            return redact.apply(reason) + "; " + advice;
        }
    }
}
