package io.batchtask.bridge.netserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;

/** TLS material from files. Host names are always checked; there is no switch to turn that off. */
public final class TlsContext {
    private TlsContext() {}

    /** A key store or a PEM file with certificates. */
    public record Store(Path file, String type, Optional<String> password) {}

    /**
     * @param trust whom to trust; empty for the JVM's own
     * @param own our certificate and key for mutual TLS
     * @throws IllegalArgumentException if a file cannot be used, with its name and the reason
     */
    public static Optional<SSLContext> of(Optional<Store> trust, Optional<Store> own) {
        if (trust.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        SSLContextBuilder builder = SSLContexts.custom();
        try {
            if (trust.isPresent()) {
                builder.loadTrustMaterial(load(trust.get()), null);
            }
            if (own.isPresent()) {
                char[] password = own.get().password().orElse("").toCharArray();
                builder.loadKeyMaterial(load(own.get()), password);
            }
            return Optional.of(builder.build());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }

    private static KeyStore load(Store store) {
        try (InputStream in = Files.newInputStream(store.file())) {
            if (store.type().equalsIgnoreCase("PEM")) {
                KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
                certificates.load(null, null);
                int number = 0;
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    certificates.setCertificateEntry("certificate-" + number++, certificate);
                }
                return certificates;
            }
            KeyStore keys = KeyStore.getInstance(store.type());
            keys.load(in, store.password().map(String::toCharArray).orElse(null));
            return keys;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(store.file() + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
