package io.batchtask.bridge.settings;

import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.pem.PemBlock;
import io.batchtask.bridge.pem.PemFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Files with a certificate of the JVM's own trust, and a key that is not its. */
public final class StoreFiles {
    public static final String PASSWORD = "changeit";

    /** One for all files; which one it is matters to none of the tests. */
    private static final PrivateKey KEY = OnlineApp.newKeys().getPrivate();

    private StoreFiles() {}

    static Path pem(Path file) {
        try {
            String certificate =
                    Base64.getMimeEncoder().encodeToString(certificate().getEncoded());
            return Files.writeString(
                    file, "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path der(Path file) {
        try {
            return Files.write(file, certificate().getEncoded());
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path trust(Path file, String type) {
        return written(file, type, PASSWORD, store -> store.setCertificateEntry("authority", certificate()));
    }

    public static Path own(Path file, String type) {
        return own(file, type, PASSWORD, PASSWORD);
    }

    static Path own(Path file, String type, String password, String passwordOfKey) {
        return written(
                file,
                type,
                password,
                store -> store.setKeyEntry("own", KEY, passwordOfKey.toCharArray(), new Certificate[] {certificate()}));
    }

    /** As {@code openssl pkcs12 -nocerts} does; the key store asks for certificates unless the key is encrypted. */
    public static Path ownWithoutCertificate(Path file) {
        byte[] encrypted =
                PemBlock.all(PemFiles.text("rsa.encrypted.key")).get(0).content();
        return written(file, "PKCS12", PASSWORD, store -> store.setKeyEntry("own", encrypted, null));
    }

    static Path empty(Path file, String type) {
        return written(file, type, PASSWORD, store -> {});
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private static Path written(Path file, String type, String password, Filling filling) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            filling.fill(store);
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Certificate certificate() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        return ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
    }
}
