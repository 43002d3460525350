package io.batchtask.bridge.pem;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between a BEGIN and an END line; text around it is passed over, as OpenSSL writes it for people.
 *
 * @param label such as {@code CERTIFICATE} or {@code RSA PRIVATE KEY}
 * @param content in DER
 */
public record PemBlock(String label, byte[] content) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40}+)-----([^-]*+)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]{1,40}+-----");

    /** Of the form OpenSSL used before PKCS#8; what follows is no base64. */
    private static final Pattern ENCRYPTED =
            Pattern.compile("Proc-Type:\\s*4\\s*,\\s*ENCRYPTED", Pattern.CASE_INSENSITIVE);

    /** Whether that text is PEM at all. */
    public static boolean isIn(String text) {
        return BEGIN.matcher(text).find();
    }

    /**
     * All blocks, in their order.
     *
     * @throws IllegalArgumentException if one of them is cut short or no base64, with the reason but nothing of the
     *     text
     */
    public static List<PemBlock> all(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        Matcher block = BLOCK.matcher(text);
        int from = 0;
        while (begin.find(from)) {
            if (ENCRYPTED
                    .matcher(text)
                    .region(begin.end(), Math.min(text.length(), begin.end() + 200))
                    .find()) {
                throw new IllegalArgumentException(
                        "encrypted in the old way of OpenSSL; write it anew with:" + " openssl pkcs8 -topk8");
            }
            if (!block.find(begin.start()) || block.start() != begin.start()) {
                throw new IllegalArgumentException("a PEM block without its end");
            }
            blocks.add(new PemBlock(block.group(1), decoded(block.group(2))));
            from = block.end();
        }
        return List.copyOf(blocks);
    }

    /** Strict but for white space: what a lenient decoder passes over is a key that signs wrongly. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("not all of a PEM block is base64");
        }
    }

    /** Whether it holds a private key. */
    public boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Whether it holds a certificate, or several: PKCS7 is what Windows calls a chain. */
    public boolean hasCertificates() {
        return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE") || label.equals("PKCS7");
    }

    /** Without its content. */
    @Override
    public String toString() {
        return label;
    }
}
