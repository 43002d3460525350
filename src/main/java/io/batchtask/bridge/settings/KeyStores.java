package io.batchtask.bridge.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Optional;

/**
 * Reads the files that {@code batchtask.netserver.tls.*} names. Here and not where TLS is set up, so that a file that
 * cannot be used is reported with all else that is wrong with the settings.
 */
public final class KeyStores {
    private static final String PEM = "PEM";
    private static final String USUAL = "PKCS12";
    private static final String KEY = "batchtask.netserver.tls.key";
    private static final String NOT_ASCII =
            "its password is not ASCII, and Java opens no PKCS12 store with such a one: give it another";
    private static final char[] NO_PASSWORD = {};

    private KeyStores() {}

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
            byte[] content = content(file);
            boolean plain = isPem(type, content) || isDer(type, content);
            KeyStore store = plain ? PemStores.trusted(content) : load(content, type, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) != null) {
                    return store;
                }
            }
            throw new IllegalArgumentException(
                    plain || password != null
                            ? "no certificate in it"
                            : "no certificate to be seen without its password");
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(reason(unusable), unusable);
        }
    }

    private static KeyStore own(Path file, NetserverSettings.Tls tls, char[] password) {
        String type = tls.keyStoreType();
        try {
            byte[] content = content(file);
            if (isPem(type, content)) {
                String text = PemStores.text(content);
                return PemStores.own(text, tls.key().map(KeyStores::key).orElse(text), password);
            }
            if (isDer(type, content)) {
                throw new IllegalArgumentException(
                        "certificates in DER, without a key: save them as PEM, and name the file of the key with "
                                + KEY);
            }
            if (tls.key().isPresent()) {
                throw new IllegalArgumentException("it is no PEM file, and holds its key itself: leave out " + KEY);
            }
            return holdingAKey(load(content, type, password), type, password);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(reason(unusable), unusable);
        }
    }

    private static String key(Path file) {
        try {
            return PemStores.text(content(file));
        } catch (IOException unusable) {
            throw new IllegalArgumentException(KEY + " = " + file + ": " + reason(unusable), unusable);
        }
    }

    private static byte[] content(Path file) throws IOException {
        byte[] content = TextFile.bytes(file);
        if (content.length == 0) {
            throw new IOException("it is empty");
        }
        return content;
    }

    /** TLS passes over a key without its certificate in silence, and shows none. */
    private static KeyStore holdingAKey(KeyStore store, String type, char[] password) throws GeneralSecurityException {
        boolean found = false;
        boolean certified = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && key(store, alias, type, password) instanceof PrivateKey) {
                found = true;
                certified |= store.getCertificateChain(alias) != null;
            }
        }
        if (!certified) {
            throw new IllegalArgumentException(
                    found ? "no certificate of the private key in it" : "no private key in it");
        }
        return store;
    }

    private static Key key(KeyStore store, String alias, String type, char[] password) throws GeneralSecurityException {
        try {
            return store.getKey(alias, password == null ? NO_PASSWORD : password);
        } catch (UnrecoverableKeyException locked) {
            if (isBeyondJava(type, password)) {
                throw new IllegalArgumentException(NOT_ASCII, locked);
            }
            throw new IllegalArgumentException(
                    password == null
                            ? "no private key to be seen without its password"
                            : "its password does not open its key, which must have the password of the store",
                    locked);
        }
    }

    /** What is no PKCS12 store anyway: many name a PEM file and no type. */
    private static boolean isPem(String type, byte[] content) {
        return type.equalsIgnoreCase(PEM) || (type.equalsIgnoreCase(USUAL) && PemStores.isPem(content));
    }

    /** Certificates as Windows exports them, and no store either. */
    private static boolean isDer(String type, byte[] content) {
        return type.equalsIgnoreCase(USUAL) && PemStores.isDer(content);
    }

    /** Without a password it may be an empty one: with none at all, the JDK shows no encrypted certificate. */
    private static KeyStore load(byte[] content, String type, char[] password)
            throws IOException, GeneralSecurityException {
        if (password != null) {
            return loaded(content, type, password);
        }
        try {
            return loaded(content, type, NO_PASSWORD);
        } catch (IOException notThatOne) {
            return loaded(content, type, null);
        }
    }

    private static KeyStore loaded(byte[] content, String type, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException unusable) {
            throw isBeyondJava(type, password) ? new IOException(NOT_ASCII, unusable) : unusable;
        }
        return store;
    }

    /** OpenSSL writes such a store; the JDK says of each that its password is wrong. */
    private static boolean isBeyondJava(String type, char[] password) {
        return type.equalsIgnoreCase(USUAL)
                && password != null
                && CharBuffer.wrap(password).chars().anyMatch(each -> each > 0x7F);
    }

    private static String reason(Exception unusable) {
        if (unusable instanceof UnrecoverableKeyException || unusable.getCause() instanceof UnrecoverableKeyException) {
            return "its password is wrong";
        }
        return unusable.getMessage() == null ? unusable.getClass().getSimpleName() : unusable.getMessage();
    }
}
