package io.batchtask.bridge.online;

import io.batchtask.bridge.pem.PemBlock;
import io.batchtask.bridge.pem.PrivateKeys;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.KeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an app's RSA private key: PEM in each of its forms, and .NET's RSAKeyValue XML, as the vendor hands it out. */
final class RsaKeys {
    private RsaKeys() {}

    /**
     * The key in that text; line ends may be written as {@code \n}, as an environment variable needs it.
     *
     * @throws IllegalArgumentException if there is none, with the reason but nothing of the text
     */
    static PrivateKey read(String text) {
        String plain = text.replace("\uFEFF", "") // a byte order mark, as editors on Windows write it
                .replace("\\r", "")
                .replace("\\n", "\n")
                .strip();
        try {
            return plain.startsWith("<") ? KeyFactory.getInstance("RSA").generatePrivate(xml(plain)) : pem(plain);
        } catch (GeneralSecurityException | XMLStreamException | NumberFormatException unusable) {
            throw new IllegalArgumentException(
                    "no usable RSA private key: " + unusable.getClass().getSimpleName());
        }
    }

    private static PrivateKey pem(String text) {
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException("encrypted; decrypt it once with: openssl pkcs8 -topk8 -nocrypt");
        }
        PrivateKey key;
        try {
            key = PemBlock.all(text).stream()
                    .filter(PemBlock::isPrivateKey)
                    .findFirst()
                    .map(block -> PrivateKeys.read(block, Optional.empty()))
                    .orElseThrow(() -> new IllegalArgumentException("neither a PEM key nor an RSAKeyValue XML key"));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("no usable RSA private key: " + unusable.getMessage());
        }
        if (!key.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("no usable RSA private key: it is one for " + key.getAlgorithm());
        }
        return key;
    }

    /** Strict but for white space: what a lenient decoder passes over is a key that signs wrongly. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("no usable RSA private key: not all of it is base64");
        }
    }

    private static KeySpec xml(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
        Map<String, BigInteger> numbers = new HashMap<>();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && !reader.getLocalName().equals("RSAKeyValue")) {
                String name = reader.getLocalName();
                numbers.put(name, new BigInteger(1, decoded(reader.getElementText())));
            }
        }
        return new RSAPrivateCrtKeySpec(
                number(numbers, "Modulus"),
                number(numbers, "Exponent"),
                number(numbers, "D"),
                number(numbers, "P"),
                number(numbers, "Q"),
                number(numbers, "DP"),
                number(numbers, "DQ"),
                number(numbers, "InverseQ"));
    }

    private static BigInteger number(Map<String, BigInteger> numbers, String name) {
        BigInteger number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("an RSAKeyValue without " + name + ": not a private key");
        }
        return number;
    }
}
