package io.batchtask.bridge.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The way to NetServer, one layer after the other, each with its own answer. */
final class Reach {
    private static final int OBJECTION_MILLIS = 500;

    private final URI base;
    private final int port;
    private final Duration patience;
    private final Optional<SSLContext> tls;
    private boolean notFound;

    Reach(URI base, Duration patience, Optional<SSLContext> tls) {
        this.base = base;
        this.port = base.getPort() > 0 ? base.getPort() : base.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        this.patience = patience;
        this.tls = tls;
    }

    String dns() throws Failed {
        if (isProxied()) {
            return "left to the proxy";
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(base.getHost()))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
        } catch (UnknownHostException unknown) {
            throw new Failed(
                    base.getHost() + " cannot be resolved",
                    "check the host in batchtask.netserver.url and the name server");
        }
    }

    String tcp() throws Failed {
        if (isProxied()) {
            return "left to the proxy";
        }
        try (Socket socket = connect()) {
            return "connected to " + socket.getRemoteSocketAddress();
        } catch (IOException refused) {
            throw new Failed(
                    base.getHost() + ":" + port + ": " + BridgeCommand.explain(refused),
                    "check the port in batchtask.netserver.url, firewalls on the way, and that the web server runs");
        }
    }

    String tls() throws Failed {
        if (base.getScheme().equalsIgnoreCase("http")) {
            return "not used; passwords and tickets travel in clear text";
        }
        if (isProxied()) {
            return "checked with the next step";
        }
        try (Socket plain = connect();
                SSLSocket socket = (SSLSocket) tls.orElse(SSLContext.getDefault())
                        .getSocketFactory()
                        .createSocket(plain, base.getHost(), port, true)) {
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
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
        tls.ifPresent(client::sslContext);
        try {
            int status = client.build()
                    .send(
                            HttpRequest.newBuilder(base.resolve("Batch.svc"))
                                    .timeout(patience)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            notFound = status == 404;
            return "HTTP " + status + (notFound ? ", which may be its way with a GET; the next step tells" : "");
        } catch (SSLException refused) {
            throw new Failed(BridgeCommand.explain(refused), advice(refused));
        } catch (HttpTimeoutException late) {
            throw new Failed(
                    BridgeCommand.explain(late),
                    "something accepts connections there, but it does not answer HTTP in time");
        } catch (IOException broken) {
            throw new Failed(
                    BridgeCommand.explain(broken), "something accepts connections there, but it does not speak HTTP");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", "try again");
        }
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
        socket.connect(new InetSocketAddress(base.getHost(), port), (int) patience.toMillis());
        return socket;
    }

    private boolean isProxied() {
        return ProxySelector.getDefault() != null
                && ProxySelector.getDefault().select(base).stream()
                        .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    /** A step that failed, and what to do about it. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason, String advice) {
            super(reason + "; " + advice);
        }
    }
}
