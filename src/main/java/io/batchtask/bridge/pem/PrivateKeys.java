package io.batchtask.bridge.pem;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys in the forms that are around: PKCS#8 (RFC 5208), the same encrypted, PKCS#1 (RFC 8017, cert-manager's
 * default), and SEC 1 (RFC 5915, what OpenSSL writes for elliptic curves).
 */
public final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /**
     * What every encryption of PKCS#8 by a passphrase with a hash and a cipher of one's choice is called (RFC 8018).
     */
    private static final String CHOSEN = "PBES2";

    private static final String CHOSEN_NUMBER = "1.2.840.113549.1.5.13";

    private PrivateKeys() {}

    /**
     * The key in that block.
     *
     * @param password of an encrypted one
     * @throws IllegalArgumentException if it cannot be read, with the reason but nothing of the key
     */
    public static PrivateKey read(PemBlock block, Optional<char[]> password) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(block.content());
            case "RSA PRIVATE KEY" -> key(Der.pkcs8OfRsa(block.content()));
            case "EC PRIVATE KEY" -> key(Der.pkcs8OfCurve(block.content()));
            case "ENCRYPTED PRIVATE KEY" ->
                decrypted(
                        block.content(),
                        password.filter(letters -> letters.length > 0)
                                .orElseThrow(() -> new IllegalArgumentException("the key needs its password")));
            default -> throw new IllegalArgumentException("a key of an unknown kind: " + block.label());
        };
    }

    private static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException anotherKind) {
                continue; // or one this JVM does not have
            }
        }
        throw new IllegalArgumentException("the private key is damaged, or of a kind this JVM does not know");
    }

    private static PrivateKey decrypted(byte[] content, char[] password) {
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
            SecretKey passphrase =
                    SecretKeyFactory.getInstance(encryption(encrypted)).generateSecret(new PBEKeySpec(password));
            Cipher cipher = Cipher.getInstance(encryption(encrypted));
            cipher.init(Cipher.DECRYPT_MODE, passphrase, encrypted.getAlgParameters());
            return key(encrypted.getKeySpec(cipher).getEncoded());
        } catch (InvalidKeySpecException | IllegalStateException wrong) {
            boolean ascii = new String(password).chars().allMatch(letter -> letter >= ' ' && letter <= '~');
            throw new IllegalArgumentException(ascii ? "its password is wrong" : "the password must be ASCII");
        } catch (IOException | GeneralSecurityException unknown) {
            throw new IllegalArgumentException("the key is encrypted in a way this JVM does not know; write it anew"
                    + " with: openssl pkcs8 -topk8 -v2 aes-256-cbc");
        }
    }

    /** The JDK finds such an encryption by what its parameters say, and says so only as their text. */
    private static String encryption(EncryptedPrivateKeyInfo encrypted) {
        AlgorithmParameters parameters = encrypted.getAlgParameters();
        String name = encrypted.getAlgName();
        return parameters != null && (name.equals(CHOSEN) || name.equals(CHOSEN_NUMBER)) ? parameters.toString() : name;
    }
}
