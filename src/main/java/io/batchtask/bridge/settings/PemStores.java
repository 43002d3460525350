package io.batchtask.bridge.settings;

import io.batchtask.bridge.pem.PemBlock;
import io.batchtask.bridge.pem.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Key stores made of PEM files, whose content may stand in any order, with other text between. */
final class PemStores {
    private static final char[] NO_PASSWORD = {};

    private PemStores() {}

    /** PEM is ASCII, which some editors on Windows write as UTF-16. */
    static String text(byte[] content) {
        boolean marked = content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
        Charset charset = marked ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
        return new String(content, charset);
    }

    static boolean isPem(byte[] content) {
        return PemBlock.isIn(text(content));
    }

    /** Whether it is a certificate, or several, without the text around that makes PEM of it. */
    static boolean isDer(byte[] content) {
        try {
            return !certificates(content).isEmpty();
        } catch (GeneralSecurityException anythingElse) {
            return false;
        }
    }

    /** Whom to trust; certificates in DER will do as well. */
    static KeyStore trusted(byte[] content) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : isPem(content) ? certificates(text(content)) : certificates(content)) {
            store.setCertificateEntry("certificate-" + number++, certificate);
        }
        return store;
    }

    /**
     * Our own key and certificate.
     *
     * @param text with the certificates
     * @param keyText with the key
     * @param password of an encrypted key, null for none; the entry has the same
     */
    static KeyStore own(String text, String keyText, char[] password) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        certificates(text).forEach(certificate -> certificates.add((X509Certificate) certificate));
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate in it");
        }
        PrivateKey key = PemBlock.all(keyText).stream()
                .filter(PemBlock::isPrivateKey)
                .findFirst()
                .map(block -> PrivateKeys.read(block, Optional.ofNullable(password)))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "no private key in it; if it has a file of its own, name that with batchtask.netserver.tls.key"));
        X509Certificate own = certificates.stream()
                .filter(certificate -> belongTogether(key, certificate.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the private key does not belong to the certificate"));
        KeyStore store = empty();
        store.setKeyEntry("own", key, password == null ? NO_PASSWORD : password, chain(own, certificates));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String text) throws GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.all(text)) {
            if (block.hasCertificates()) {
                certificates.addAll(certificates(block.content()));
            }
        }
        return certificates;
    }

    private static List<Certificate> certificates(byte[] der) throws GeneralSecurityException {
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der)));
    }

    /** From ours up to the last issuer that is there, whatever their order in the file. */
    private static Certificate[] chain(X509Certificate own, List<X509Certificate> all) {
        List<Certificate> chain = new ArrayList<>(List.of(own));
        Optional<X509Certificate> last = Optional.of(own);
        while (last.isPresent()) {
            X509Certificate subject = last.get();
            last = all.stream()
                    .filter(issuer -> !chain.contains(issuer))
                    .filter(issuer -> issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal()))
                    .findFirst();
            last.ifPresent(chain::add);
        }
        return chain.toArray(Certificate[]::new);
    }

    /** As the key itself demands, if it does. */
    private static AlgorithmParameterSpec pss(PrivateKey key) {
        return key instanceof RSAKey rsa && rsa.getParams() != null
                ? rsa.getParams()
                : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    }

    /** What the one signs, the other verifies. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            byte[] sample = "a sample".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) { // which signs nothing without parameters
                signature.setParameter(pss(key));
            }
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }
}
