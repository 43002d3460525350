package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoresTest {
    private static final String TLS = "batchtask.netserver.tls.";

    @TempDir
    private Path folder;

    private Given trusting(Path file) {
        return Given.complete().property(TLS + "trust-store", file.toString());
    }

    private Given owning(Path file) {
        return Given.complete().property(TLS + "key-store", file.toString());
    }

    private static int trusted(Given given) throws Exception {
        return Collections.list(KeyStores.trusted(given.settings().netserver().tls())
                        .orElseThrow()
                        .aliases())
                .size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void aStoreIsReadWithItsPassword(String type) throws Exception {
        Path trust = StoreFiles.trust(folder.resolve("trust"), type);
        Path own = StoreFiles.own(folder.resolve("own"), type);
        Given given = trusting(trust)
                .property(TLS + "trust-store-type", type)
                .property(TLS + "trust-store-password", StoreFiles.PASSWORD)
                .property(TLS + "key-store", own.toString())
                .property(TLS + "key-store-type", type)
                .property(TLS + "key-store-password", StoreFiles.PASSWORD);

        assertThat(trusted(given)).isEqualTo(1);
        assertThat(KeyStores.own(given.settings().netserver().tls())
                        .orElseThrow()
                        .isKeyEntry("own"))
                .isTrue();
    }

    @Test
    void aPemFileIsKnownAsOneWhenItsTypeIsNotSaid() throws Exception {
        Path pem = StoreFiles.pem(folder.resolve("authority.pem"));

        assertThat(trusted(trusting(pem))).isEqualTo(1);
        assertThat(trusted(trusting(pem).property(TLS + "trust-store-type", "PEM")))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate here\n"})
    void aPemFileWithoutACertificateIsAProblem(String content) throws Exception {
        Path pem = Files.writeString(folder.resolve("empty.pem"), content);

        assertThat(trusting(pem).property(TLS + "trust-store-type", "PEM").problems())
                .singleElement()
                .asString()
                .startsWith(TLS + "trust-store = " + pem + " cannot be used: ");
    }

    @Test
    void aStoreWithNothingInItIsAProblem() {
        Path trust = StoreFiles.empty(folder.resolve("trust"), "PKCS12");
        Path own = StoreFiles.trust(folder.resolve("own"), "PKCS12");

        assertThat(trusting(trust)
                        .property(TLS + "trust-store-password", StoreFiles.PASSWORD)
                        .property(TLS + "key-store", own.toString())
                        .property(TLS + "key-store-password", StoreFiles.PASSWORD)
                        .problems())
                .containsExactly(
                        TLS + "key-store = " + own + " cannot be used: no private key in it",
                        TLS + "trust-store = " + trust + " cannot be used: no certificate in it");
    }

    @Test
    void aStoreThatIsNotThereIsReportedWithAllElseThatIsWrong() {
        Path missing = folder.resolve("missing.p12");

        assertThat(trusting(missing)
                        .property(TLS + "key-store", missing.toString())
                        .property("batchtask.kafka.consumers", "0")
                        .problems())
                .containsExactly(
                        "batchtask.kafka.consumers = 0 (-D) is not allowed: whole number, 1 to 64",
                        TLS + "key-store = " + missing + " cannot be used: no such file",
                        TLS + "trust-store = " + missing + " cannot be used: no such file");
    }

    @ParameterizedTest
    @CsvSource({"PKCS12", "JKS"})
    void aWrongPasswordIsAProblemAndNotShown(String type) {
        Path trust = StoreFiles.trust(folder.resolve("trust"), type);
        Path own = StoreFiles.own(folder.resolve("own"), type);
        Given given = trusting(trust)
                .property(TLS + "trust-store-type", type)
                .property(TLS + "trust-store-password", "hunter22")
                .property(TLS + "key-store", own.toString())
                .property(TLS + "key-store-type", type)
                .property(TLS + "key-store-password", "hunter22");

        assertThat(given.problems())
                .containsExactly(
                        TLS + "key-store = " + own + " cannot be used: its password is wrong",
                        TLS + "trust-store = " + trust + " cannot be used: its password is wrong");
    }

    @Test
    void aStoreWhosePasswordIsMissingIsAProblem() {
        Path trust = StoreFiles.trust(folder.resolve("trust"), "PKCS12");
        Path own = StoreFiles.own(folder.resolve("own"), "PKCS12");

        assertThat(trusting(trust).problems())
                .containsExactly(TLS + "trust-store = " + trust
                        + " cannot be used: no certificate to be seen without its password");
        assertThat(owning(own).problems())
                .containsExactly(
                        TLS + "key-store = " + own + " cannot be used: no private key to be seen without its password");
    }

    /** What {@code openssl pkcs12 -passout pass:} makes: the key is there without a password, its certificate is not. */
    @Test
    void anEmptyPasswordNeedNotBeGiven() throws Exception {
        Path own = StoreFiles.own(folder.resolve("own"), "PKCS12", "", "");

        KeyStore store = KeyStores.own(owning(own).settings().netserver().tls()).orElseThrow();
        assertThat(store.getCertificateChain("own")).hasSize(1);
        assertThat(trusted(trusting(StoreFiles.trust(folder.resolve("trust"), "JKS"))
                        .property(TLS + "trust-store-type", "JKS")))
                .isEqualTo(1);
    }

    @Test
    void aKeyWithoutItsCertificateIsAProblem() {
        Path own = StoreFiles.ownWithoutCertificate(folder.resolve("own"));

        assertThat(owning(own)
                        .property(TLS + "key-store-password", StoreFiles.PASSWORD)
                        .problems())
                .containsExactly(
                        TLS + "key-store = " + own + " cannot be used: no certificate of the private key in it");
    }

    @Test
    void aKeyWithAnotherPasswordThanItsStoreIsReported() {
        Path own = StoreFiles.own(folder.resolve("own"), "JKS", StoreFiles.PASSWORD, "hunter22");

        assertThat(owning(own)
                        .property(TLS + "key-store-type", "JKS")
                        .property(TLS + "key-store-password", StoreFiles.PASSWORD)
                        .problems())
                .containsExactly(
                        TLS + "key-store = " + own
                                + " cannot be used: its password does not open its key, which must have the password of the store");
    }

    /** The JDK writes no such store, so that here the password is wrong besides. */
    @Test
    void aPasswordThatIsNotAsciiIsNamedAsTheCause() {
        Path trust = StoreFiles.trust(folder.resolve("trust"), "PKCS12");
        Path own = StoreFiles.own(folder.resolve("own"), "PKCS12");
        Given given = trusting(trust)
                .property(TLS + "trust-store-password", "gehäim")
                .property(TLS + "key-store", own.toString())
                .property(TLS + "key-store-password", "gehäim");

        assertThat(given.problems())
                .hasSize(2)
                .allMatch(
                        problem -> problem.endsWith(
                                " cannot be used: its password is not ASCII, and Java opens no PKCS12 store with such a one: give it another"));
    }

    @Test
    void aPasswordThatIsNotAsciiIsNotTheCauseOfAllElse() throws Exception {
        Path pem = StoreFiles.pem(folder.resolve("authority.pem"));
        Path missing = folder.resolve("missing.p12");
        Given given = trusting(pem).property(TLS + "trust-store-password", "gehäim");

        assertThat(trusted(given)).isEqualTo(1);
        assertThat(given.property(TLS + "key-store", missing.toString())
                        .property(TLS + "key-store-password", "gehäim")
                        .problems())
                .containsExactly(TLS + "key-store = " + missing + " cannot be used: no such file");
    }

    @Test
    void aJksStoreMayHaveAPasswordThatIsNotAscii() {
        Path own = StoreFiles.own(folder.resolve("own"), "JKS", "gehäim", "gehäim");
        Given given = owning(own).property(TLS + "key-store-type", "JKS");

        assertThat(given.property(TLS + "key-store-password", "gehäim").settings())
                .isNotNull();
        assertThat(given.property(TLS + "key-store-password", "gehüim").problems())
                .containsExactly(TLS + "key-store = " + own + " cannot be used: its password is wrong");
    }

    @Test
    void aCertificateInDerIsTrustedAndIsNoKey() throws Exception {
        Path der = StoreFiles.der(folder.resolve("authority.cer"));

        assertThat(trusted(trusting(der))).isEqualTo(1);
        assertThat(trusted(trusting(der).property(TLS + "trust-store-type", "PEM")))
                .isEqualTo(1);
        assertThat(owning(der).property(TLS + "key", der.toString()).problems())
                .containsExactly(TLS + "key-store = " + der + " cannot be used: certificates in DER, without a key:"
                        + " save them as PEM, and name the file of the key with " + TLS + "key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "PEM"})
    void anEmptyFileIsSaidToBeOne(String type) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThat(trusting(empty)
                        .property(TLS + "trust-store-type", type)
                        .property(TLS + "key-store", empty.toString())
                        .property(TLS + "key-store-type", type)
                        .problems())
                .containsExactly(
                        TLS + "key-store = " + empty + " cannot be used: it is empty",
                        TLS + "trust-store = " + empty + " cannot be used: it is empty");
    }

    @Test
    void aFileOfAnotherKindIsAProblem() throws Exception {
        Path text = Files.writeString(folder.resolve("readme.txt"), "certificates live elsewhere");

        assertThat(trusting(text).problems())
                .singleElement()
                .asString()
                .startsWith(TLS + "trust-store = " + text + " cannot be used: ");
        assertThat(owning(folder).problems()).singleElement().asString().startsWith(TLS + "key-store = " + folder);
    }

    @Test
    void aPasswordFileThatCannotBeReadIsTheOnlyProblem() {
        Path trust = StoreFiles.trust(folder.resolve("trust"), "PKCS12");
        Path missing = folder.resolve("missing");

        assertThat(trusting(trust)
                        .property(TLS + "trust-store-password-file", missing.toString())
                        .problems())
                .containsExactly(TLS + "trust-store-password-file = " + missing + " (-D) cannot be used: no such file");
    }
}
