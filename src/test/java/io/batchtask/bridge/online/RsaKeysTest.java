package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.pem.PemFiles;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RsaKeysTest {
    private static final OnlineApp APP = OnlineApp.register("secret", "App-1");
    private static final String PEM = APP.pem();
    private static final String XML = APP.xml();

    static Stream<Arguments> formsOfTheSameKey() {
        return Stream.of(
                form("PKCS#8 PEM", PEM),
                form("PEM between blank lines", "\n\n  " + PEM + "  \n"),
                form("PEM with the line ends of Windows", PEM.replace("\n", "\r\n")),
                form("PEM with line ends written as \\n, as in an environment variable", PEM.replace("\n", "\\n")),
                form("PEM with line ends written as \\r\\n", PEM.replace("\n", "\\r\\n")),
                form("PEM without line ends", PEM.replace("\n", "")),
                form(".NET's RSAKeyValue", XML),
                form("RSAKeyValue after an XML declaration", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + XML),
                form("RSAKeyValue on many lines", XML.replace("><", ">\n  <")),
                form("RSAKeyValue with broken lines in the numbers", XML.replaceAll("([A-Za-z0-9+/]{76})", "$1\n")),
                form("RSAKeyValue after a byte order mark, as editors on Windows write it", "\uFEFF" + XML),
                form("PEM after a byte order mark", "\uFEFF" + PEM));
    }

    private static Arguments form(String name, String text) {
        return Arguments.of(name, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formsOfTheSameKey")
    void aKeyIsReadInEachFormTheVendorHandsOut(String form, String text) {
        assertThat(RsaKeys.read(text)).isEqualTo(APP.privateKey());
    }

    @Test
    void aKeyIsReadAsOpenSslAndCertManagerWriteIt() {
        assertThat(RsaKeys.read(PemFiles.text("rsa.pkcs1.key")))
                .isEqualTo(RsaKeys.read(PemFiles.text("rsa.pkcs8.key")));
    }

    static Stream<Arguments> whatIsNoKey() throws Exception {
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        String curve = Base64.getEncoder()
                .encodeToString(curves.generateKeyPair().getPrivate().getEncoded());
        return Stream.of(
                Arguments.of("nothing", "", "neither a PEM key nor an RSAKeyValue"),
                Arguments.of("a word", "correct-horse-battery-staple", "neither a PEM key nor an RSAKeyValue"),
                Arguments.of(
                        "PKCS#8 that says it is PKCS#1",
                        PEM.replace("PRIVATE", "RSA PRIVATE"),
                        "no usable RSA private key"),
                Arguments.of("encrypted in the old way", PemFiles.text("rsa.encrypted-old.key"), "decrypt it once"),
                Arguments.of("encrypted", PEM.replace("PRIVATE", "ENCRYPTED PRIVATE"), "decrypt it once"),
                Arguments.of("a public key", PEM.replace("PRIVATE", "PUBLIC"), "neither a PEM key"),
                Arguments.of("half a PEM", PEM.substring(0, PEM.length() / 2), "no usable RSA private key"),
                Arguments.of(
                        "another kind of key",
                        "-----BEGIN PRIVATE KEY-----\n" + curve + "\n-----END PRIVATE KEY-----",
                        "no usable RSA private key"),
                Arguments.of(
                        "letters that are no key",
                        "-----BEGIN PRIVATE KEY-----\nc29tZSB0ZXh0IG9ubHk=\n-----END PRIVATE KEY-----",
                        "no usable RSA private key"),
                Arguments.of(
                        "an RSAKeyValue with the public half only",
                        XML.replaceAll("<P>.*</D>", ""),
                        "an RSAKeyValue without D: not a private key"),
                Arguments.of("half an RSAKeyValue", XML.substring(0, XML.length() / 2), "no usable RSA private key"),
                Arguments.of(
                        "an RSAKeyValue without base64",
                        XML.replaceAll("<D>.*</D>", "<D>secret!exponent</D>"),
                        "no usable RSA private key"),
                Arguments.of(
                        "an RSAKeyValue that pulls in a file",
                        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
                                + XML.replaceAll("<D>.*</D>", "<D>&f;</D>"),
                        "no usable RSA private key"),
                Arguments.of("another document", "<html><body>not found</body></html>", "RSA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsNoKey")
    void whatIsNoKeyIsRefusedWithAReasonThatQuotesNothingOfIt(String what, String text, String reason) {
        IllegalArgumentException refused =
                catchThrowableOfType(IllegalArgumentException.class, () -> RsaKeys.read(text));

        assertThat(refused).hasMessageContaining(reason);
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertThat(quotes(text, String.valueOf(cause.getMessage()))).isFalse();
        }
    }

    /** Whether a piece of the text, long enough to give something away, stands in that message. */
    private static boolean quotes(String text, String message) {
        UnaryOperator<String> bare = raw -> raw.replaceAll("-----[A-Z ]+-----|\\s", "");
        String secret = bare.apply(text);
        for (int i = 0; i + 12 <= secret.length(); i++) {
            String piece = secret.substring(i, i + 12);
            if (!piece.contains("<") && bare.apply(message).contains(piece)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aKeyThatWasReadCanSign() {
        String signed = SignedToken.of("App-1", RsaKeys.read(XML), java.time.Clock.systemUTC());

        assertThat(signed).startsWith("App-1.");
    }
}
