package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.pem.PemFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys in PEM files, in one or in two. */
class PemStoresTest {
    private static final String TLS = "batchtask.netserver.tls.";

    @TempDir
    private Path folder;

    private static Given owning(Path file) {
        return Given.complete().property(TLS + "key-store", file.toString());
    }

    private static Given owning(String certificates, String key) {
        return owning(PemFiles.path(certificates))
                .property(TLS + "key", PemFiles.path(key).toString());
    }

    private Path file(String... parts) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(PemFiles.text(part));
        }
        return Files.writeString(folder.resolve("client.pem"), text);
    }

    private static List<String> chain(Given given) throws Exception {
        KeyStore store = KeyStores.own(given.settings().netserver().tls()).orElseThrow();
        assertThat(store.getKey("own", PemFiles.PASSWORD.toCharArray())).isNotNull();
        return Arrays.stream(store.getCertificateChain("own"))
                .map(certificate -> ((X509Certificate) certificate)
                        .getSubjectX500Principal()
                        .getName())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa.pkcs8.key",
        "rsa.crt, rsa.pkcs1.key",
        "rsa.crt, rsa.encrypted.key",
        "rsa.crt, rsa.bag.pem",
        "ec.crt, ec.pkcs8.key",
        "ec.crt, ec.sec1.key",
        "ec.crt, ec.sec1-with-parameters.key",
        "ec.crt, ec.encrypted.key",
        "ed25519.crt, ed25519.pkcs8.key",
        "rsa-pss.crt, rsa-pss.pkcs8.key",
        "rsa-pss-512.crt, rsa-pss-512.pkcs8.key"
    })
    void certificateAndKeyMayHaveAFileEach(String certificate, String key) throws Exception {
        Given given = owning(certificate, key).property(TLS + "key-store-password", PemFiles.PASSWORD);

        assertThat(chain(given)).containsExactly("CN=bridge " + certificate.replace(".crt", ""));
    }

    @Test
    void orOneFileInAnyOrderAndWithWhatOpenSslWritesForPeople() throws Exception {
        String password = TLS + "key-store-password";
        assertThat(chain(owning(PemFiles.path("rsa.bag.pem")).property(password, PemFiles.PASSWORD)))
                .containsExactly("CN=bridge rsa", "CN=authority of the tests");
        assertThat(chain(owning(file("authority.crt", "ec.sec1.key", "rsa.crt", "ec.crt"))
                        .property(password, PemFiles.PASSWORD)))
                .containsExactly("CN=bridge ec", "CN=authority of the tests");
        assertThat(chain(owning("chain.p7b", "rsa.pkcs1.key").property(password, PemFiles.PASSWORD)))
                .containsExactly("CN=bridge rsa", "CN=authority of the tests");
    }

    @Test
    void noPasswordIsNeededForAKeyThatIsNotEncrypted() throws Exception {
        KeyStore store = KeyStores.own(owning("rsa.crt", "rsa.pkcs1.key")
                        .settings()
                        .netserver()
                        .tls())
                .orElseThrow();
        assertThat(store.getKey("own", new char[0])).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void aByteOrderMarkDoesNoHarm(String charset) throws Exception {
        String text = "\uFEFF" + PemFiles.text("rsa.bag.pem");
        byte[] content = charset.equals("UTF-8")
                ? text.getBytes(StandardCharsets.UTF_8)
                : text.getBytes(StandardCharsets.UTF_16LE);
        Path file = Files.write(folder.resolve("marked.pem"), content);

        assertThat(chain(owning(file).property(TLS + "key-store-password", PemFiles.PASSWORD)))
                .hasSize(2);
        Given trusting = Given.complete().property(TLS + "trust-store", file.toString());
        assertThat(Collections.list(
                        KeyStores.trusted(trusting.settings().netserver().tls())
                                .orElseThrow()
                                .aliases()))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rsa.crt; ec.sec1.key; the private key does not belong to the certificate",
                "authority.crt; rsa.pkcs1.key; the private key does not belong to the certificate",
                "rsa.pkcs8.key; rsa.pkcs8.key; no certificate in it",
                "rsa.crt; rsa.crt; no private key in it",
                "rsa.crt; rsa.encrypted.key; the key needs its password",
                "rsa.crt; rsa.encrypted-old.key; openssl pkcs8 -topk8",
                "rsa.crt; missing.key; batchtask.netserver.tls.key = src/test/resources/pem/missing.key: no such file"
            })
    void whatDoesNotFitIsReportedWithTheReason(String certificate, String key, String reason) {
        assertThat(owning(certificate, key).problems())
                .singleElement()
                .asString()
                .startsWith(TLS + "key-store = " + PemFiles.path(certificate) + " cannot be used: ")
                .contains(reason);
    }

    @Test
    void aCertificateAloneIsReportedWithWhereItsKeyMayStand() {
        assertThat(owning(PemFiles.path("rsa.crt")).problems())
                .singleElement()
                .asString()
                .endsWith(TLS + "key");
    }

    @Test
    void anEmptyFileForTheKeyIsSaidToBeOne() throws Exception {
        Path key = Files.createFile(folder.resolve("tls.key"));

        assertThat(owning(PemFiles.path("rsa.crt"))
                        .property(TLS + "key", key.toString())
                        .problems())
                .singleElement()
                .asString()
                .endsWith(" cannot be used: " + TLS + "key = " + key + ": it is empty");
    }

    @Test
    void aKeyWithoutOrBesideAStoreThatHasOneIsASlip() {
        Path store = StoreFiles.own(folder.resolve("own.p12"), "PKCS12");
        String key = PemFiles.path("rsa.pkcs1.key").toString();
        assertThat(Given.complete().property(TLS + "key", key).problems())
                .containsExactly(TLS + "key needs " + TLS + "key-store, the file with its certificate");
        assertThat(owning(store)
                        .property(TLS + "key", key)
                        .property(TLS + "key-store-password", StoreFiles.PASSWORD)
                        .problems())
                .singleElement()
                .asString()
                .endsWith("it is no PEM file, and holds its key itself: leave out " + TLS + "key");
    }
}
