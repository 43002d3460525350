package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
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
        return Collections.list(Stores.trusted(given.settings().netserver().tls())
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
        assertThat(Stores.own(given.settings().netserver().tls()).orElseThrow().isKeyEntry("own"))
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
    void aStoreThatIsNotThereIsToldWithAllElseThatIsWrong() {
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
        assertThat(owning(own).problems()).singleElement().asString().startsWith(TLS + "key-store = " + own);
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
