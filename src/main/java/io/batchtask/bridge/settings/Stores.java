package io.batchtask.bridge.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Optional;

/**
 * Reads the files that {@code batchtask.netserver.tls.*} names. Here and not where TLS is set up, so that a file that
 * cannot be used is told with all else that is wrong with the settings.
 */
public final class Stores {
    private static final String PEM = "PEM";
    private static final String USUAL = "PKCS12";
    private static final String KEY = "batchtask.netserver.tls.key";

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
        return tls.keyStore().map(file -> own(file, tls, password(tls.keyStorePassword())));
    }

    private static char[] password(Optional<Secret> secret) {
        return secret.map(Secret::reveal).map(String::toCharArray).orElse(null);
    }

    private static KeyStore trusted(Path file, String type, char[] password) {
        try {
            byte[] content = TextFile.bytes(file);
            boolean pem = isPem(type, content);
            KeyStore store = pem ? PemStores.trusted(content) : load(content, type, password);
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

    private static KeyStore own(Path file, NetserverSettings.Tls tls, char[] password) {
        try {
            byte[] content = TextFile.bytes(file);
            if (isPem(tls.keyStoreType(), content)) {
                String text = PemStores.text(content);
                return PemStores.own(text, tls.key().map(Stores::key).orElse(text), password);
            }
            if (tls.key().isPresent()) {
                throw new IllegalArgumentException("it is no PEM file, and holds its key itself: leave out " + KEY);
            }
            return holdingAKey(load(content, tls.keyStoreType(), password), password);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(reason(unusable), unusable);
        }
    }

    private static String key(Path file) {
        try {
            return PemStores.text(TextFile.bytes(file));
        } catch (IOException unusable) {
            throw new IllegalArgumentException(KEY + " = " + file + ": " + reason(unusable), unusable);
        }
    }

    private static KeyStore holdingAKey(KeyStore store, char[] password) throws GeneralSecurityException {
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
    }

    /** What is no PKCS12 store anyway: many name a PEM file and no type. */
    private static boolean isPem(String type, byte[] content) {
        return type.equalsIgnoreCase(PEM) || (type.equalsIgnoreCase(USUAL) && PemStores.isPem(content));
    }

    private static KeyStore load(byte[] content, String type, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(content), password);
        return store;
    }

    private static String reason(Exception unusable) {
        if (unusable instanceof UnrecoverableKeyException || unusable.getCause() instanceof UnrecoverableKeyException) {
            return "its password is wrong";
        }
        return unusable.getMessage() == null ? unusable.getClass().getSimpleName() : unusable.getMessage();
    }
}
