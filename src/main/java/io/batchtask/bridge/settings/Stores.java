package io.batchtask.bridge.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Optional;

/**
 * Reads the files that {@code batchtask.netserver.tls.*} names. Here and not where TLS is set up, so that a file that
 * cannot be used is told with all else that is wrong with the settings.
 */
public final class Stores {
    private static final String PEM = "PEM";
    private static final String USUAL = "PKCS12";

    private Stores() {}

    /**
     * Whom to trust.
     *
     * @throws IllegalArgumentException with the reason when the file cannot be used
     */
    public static Optional<KeyStore> trusted(NetserverSettings.Tls tls) {
        return tls.trustStore().map(file -> trusted(file, tls.trustStoreType(), password(tls.trustStorePassword())));
    }

    /**
     * Our own key and certificate.
     *
     * @throws IllegalArgumentException with the reason when the file cannot be used
     */
    public static Optional<KeyStore> own(NetserverSettings.Tls tls) {
        return tls.keyStore().map(file -> own(file, tls.keyStoreType(), password(tls.keyStorePassword())));
    }

    private static char[] password(Optional<Secret> secret) {
        return secret.map(Secret::reveal).map(String::toCharArray).orElse(null);
    }

    private static KeyStore trusted(Path file, String type, char[] password) {
        try {
            byte[] content = Files.readAllBytes(file);
            boolean pem = type.equalsIgnoreCase(PEM) || (type.equalsIgnoreCase(USUAL) && looksLikePem(content));
            KeyStore store = pem ? certificates(content) : load(content, type, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) != null) {
                    return store;
                }
            }
            throw new IllegalArgumentException(
                    pem || password != null
                            ? "no certificate in it"
                            : "no certificate to be seen without its password");
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(reason(unusable), unusable);
        }
    }

    private static KeyStore own(Path file, String type, char[] password) {
        try {
            KeyStore store = load(Files.readAllBytes(file), type, password);
            boolean found = false;
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    store.getKey(alias, password == null ? new char[0] : password); // fails with a wrong password
                    found = true;
                }
            }
            if (!found) {
                throw new IllegalArgumentException("no private key in it");
            }
            return store;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(reason(unusable), unusable);
        }
    }

    /** What is no PKCS12 store anyway: many name a PEM file and no type. */
    private static boolean looksLikePem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).startsWith("-----BEGIN");
    }

    private static KeyStore certificates(byte[] pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("certificate-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore load(byte[] content, String type, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(content), password);
        return store;
    }

    private static String reason(Exception unusable) {
        if (unusable instanceof NoSuchFileException) {
            return "no such file";
        } else if (unusable instanceof AccessDeniedException) {
            return "it may not be read";
        } else if (unusable instanceof UnrecoverableKeyException
                || unusable.getCause() instanceof UnrecoverableKeyException) {
            return "its password is wrong";
        }
        return unusable.getMessage() == null ? unusable.getClass().getSimpleName() : unusable.getMessage();
    }
}
