package io.batchtask.bridge.http;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;

/** TLS with our own material. Host names are always checked; there is no switch to turn that off. */
final class TlsContext {
    private TlsContext() {}

    /**
     * @param trust whom to trust; empty for the JVM's own
     * @param own our certificate and key for mutual TLS
     * @param password of our key
     * @throws IllegalArgumentException if they cannot be used, with the reason
     */
    static Optional<SSLContext> of(Optional<KeyStore> trust, Optional<KeyStore> own, Optional<String> password) {
        if (trust.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        SSLContextBuilder builder = SSLContexts.custom();
        try {
            if (trust.isPresent()) {
                builder.loadTrustMaterial(trust.get(), null);
            }
            if (own.isPresent()) {
                builder.loadKeyMaterial(own.get(), password.orElse("").toCharArray());
            }
            return Optional.of(builder.build());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }
}
