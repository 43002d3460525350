package io.batchtask.bridge.http;

import io.batchtask.bridge.settings.KeyStores;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS by the files the settings name, which may be replaced while the product runs: certificates are renewed every few
 * weeks. A change is seen by their content, not by their time stamps: the files of a Kubernetes secret are links that
 * change their target, and copying tools set what time they like. What cannot be used is left alone until it can, such
 * as a certificate whose key is still to follow.
 */
public final class TlsFiles implements TlsSource {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final Duration SOON = Duration.ofDays(14);
    private static final byte[] NOTHING = {};

    private final NetserverSettings.Tls settings;
    private final LongSupplier nanoTime;
    private final Set<String> logged = new HashSet<>();
    private Optional<SSLContext> inForce;
    private byte[] content;
    private long looked;

    /** @throws IllegalArgumentException if the files cannot be used, with the reason */
    public TlsFiles(NetserverSettings.Tls settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.looked = nanoTime.getAsLong();
        this.content = content();
        this.inForce = read(KeyStores.own(settings));
    }

    @Override
    public synchronized Optional<SSLContext> current() {
        long now = nanoTime.getAsLong();
        if (inForce.isPresent() && now - looked >= LOOK_NANOS) {
            looked = now;
            look();
        }
        return inForce;
    }

    private void look() {
        byte[] fresh = content();
        if (Arrays.equals(fresh, content)) {
            logged.clear();
            return;
        }
        try {
            Optional<KeyStore> own = KeyStores.own(settings);
            inForce = read(own);
            content = fresh;
            logged.clear();
            LOG.info(
                    "certificates were replaced, new connections use the new ones; own={}",
                    own.flatMap(TlsFiles::certificate).map(TlsFiles::described).orElse("none"));
        } catch (IllegalArgumentException unusable) {
            if (logged.add(unusable.getMessage())) {
                LOG.warn(
                        "the files of batchtask.netserver.tls cannot be used, the former certificates stay in force; reason={}",
                        unusable.getMessage());
            }
        }
    }

    private Optional<SSLContext> read(Optional<KeyStore> own) {
        Optional<SSLContext> context = TlsContext.of(
                KeyStores.trusted(settings), own, settings.keyStorePassword().map(Secret::reveal));
        own.flatMap(TlsFiles::certificate)
                .filter(certificate -> isEnding(certificate, Instant.now()))
                .ifPresent(ending ->
                        LOG.warn("our certificate has expired or soon will, renew it; own={}", described(ending)));
        return context;
    }

    static boolean isEnding(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(SOON));
    }

    /** A fingerprint of all there is to read; of what cannot be read, the reason. */
    private byte[] content() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Optional<Path> file : List.of(settings.trustStore(), settings.keyStore(), settings.key())) {
                byte[] bytes = file.map(TlsFiles::bytes).orElse(NOTHING);
                all.update(MessageDigest.getInstance("SHA-256").digest(bytes));
            }
            for (Optional<Secret> password : List.of(settings.trustStorePassword(), settings.keyStorePassword())) {
                all.update(password.map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8));
            }
            return all.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return TextFile.bytes(file);
        } catch (IOException unreadable) {
            return unreadable.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** How the certificate is named in the log, for the people who renew it. */
    private static String described(X509Certificate own) {
        return own.getSubjectX500Principal() + " serial="
                + own.getSerialNumber().toString(16) + " until="
                + own.getNotAfter().toInstant();
    }

    private static Optional<X509Certificate> certificate(KeyStore own) {
        try {
            for (String alias : Collections.list(own.aliases())) {
                if (own.isKeyEntry(alias) && own.getCertificate(alias) instanceof X509Certificate certificate) {
                    return Optional.of(certificate);
                }
            }
            return Optional.empty();
        } catch (KeyStoreException impossible) {
            throw new IllegalStateException("a key store that was loaded is not", impossible);
        }
    }
}
