package io.batchtask.bridge.dev.netserver;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * How the simulator speaks TLS.
 *
 * @param keyStore PKCS12 file with the server's key
 * @param alias which of its keys
 * @param clients PKCS12 file, same password, with the authority whose client certificates are required; empty when none
 *     are
 */
public record Https(Path keyStore, String alias, String password, Optional<Path> clients) {
    HttpServerOptions on(HttpServerOptions options) {
        options.setSsl(true).setKeyCertOptions(store(keyStore).setAlias(alias));
        clients.ifPresent(file -> options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(store(file)));
        return options;
    }

    /** The name in the certificate the client of that connection has shown; empty when it has shown none. */
    static Optional<String> client(HttpConnection connection) {
        if (!connection.isSsl()) {
            return Optional.empty();
        }
        try {
            return connection.peerCertificates().stream()
                    .map(certificate -> ((X509Certificate) certificate)
                            .getSubjectX500Principal()
                            .getName())
                    .findFirst();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private PfxOptions store(Path file) {
        return new PfxOptions().setPath(file.toString()).setPassword(password);
    }
}
