package io.batchtask.bridge.dev.netserver;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;

/** An app as the vendor registers it: its secrets, and its private key in the forms the vendor hands out. */
public final class OnlineApp {
    private final String applicationToken;
    private final String systemUserToken;
    private final KeyPair keys;

    private OnlineApp(String applicationToken, String systemUserToken) {
        this.applicationToken = applicationToken;
        this.systemUserToken = systemUserToken;
        this.keys = newKeys();
    }

    /** With a key of its own. */
    public static OnlineApp register(String applicationToken, String systemUserToken) {
        return new OnlineApp(applicationToken, systemUserToken);
    }

    /** A new RSA key of 2048 bits; takes a second or two to make. */
    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The client secret. */
    public String applicationToken() {
        return applicationToken;
    }

    /** What a tenant's administrator has approved. */
    public String systemUserToken() {
        return systemUserToken;
    }

    public PrivateKey privateKey() {
        return keys.getPrivate();
    }

    /** The private key as PKCS#8 PEM. */
    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** The private key as .NET writes it. */
    public String xml() {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.getPrivate();
        return "<RSAKeyValue>" + element("Modulus", key.getModulus())
                + element("Exponent", key.getPublicExponent())
                + element("P", key.getPrimeP())
                + element("Q", key.getPrimeQ())
                + element("DP", key.getPrimeExponentP())
                + element("DQ", key.getPrimeExponentQ())
                + element("InverseQ", key.getCrtCoefficient())
                + element("D", key.getPrivateExponent()) + "</RSAKeyValue>";
    }

    private static String element(String name, BigInteger number) {
        return "<" + name + ">" + Base64.getEncoder().encodeToString(unsigned(number)) + "</" + name + ">";
    }

    /** Big-endian without the byte that only says the number is positive. */
    static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** Whether that is this app's signature, SHA-256 with RSA. */
    public boolean hasSigned(String text, byte[] signature) {
        return verifies(keys.getPublic(), text, signature);
    }

    private static boolean verifies(PublicKey key, String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException wrongLength) {
            return false;
        }
    }
}
