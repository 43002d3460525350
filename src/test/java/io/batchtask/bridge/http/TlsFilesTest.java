package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.batchtask.bridge.pem.PemFiles;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Certificates that are renewed while the product runs. */
@ResourceLock("the log of TlsFiles")
class TlsFilesTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(TlsFiles.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    private long nanos;

    @BeforeEach
    void listen() {
        log.start();
        LOG.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(log);
    }

    private Path put(String name, String... sources) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String source : sources) {
            text.append(PemFiles.text(source));
        }
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        return Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private NetserverSettings.Tls settings(String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("batchtask.netserver.url=https://crm.example/Services86", "batchtask.netserver.ticket=7T:x"));
        for (String line : lines) {
            all.add("batchtask.netserver.tls." + line);
        }
        Path file = Files.write(folder.resolve("application.properties"), all);
        return SettingsLoader.load(Optional.of(file)).settings().netserver().tls();
    }

    private TlsFiles certificateAndKey() throws IOException {
        put("tls.crt", "rsa.crt");
        put("tls.key", "rsa.pkcs1.key");
        return new TlsFiles(
                settings("key-store=" + folder.resolve("tls.crt"), "key=" + folder.resolve("tls.key")), () -> nanos);
    }

    /** What is in force when it is asked a while later. */
    private SSLContext later(TlsFiles files) {
        nanos += Duration.ofSeconds(2).toNanos();
        return files.current().orElseThrow();
    }

    private List<String> said(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void withoutFilesTheJvmsOwnTrustIsInForceForEver() throws IOException {
        TlsFiles files = new TlsFiles(settings(), () -> nanos);
        nanos += Duration.ofHours(1).toNanos();
        assertThat(files.current()).isEmpty();
    }

    @Test
    void theSameObjectIsInForceUntilAFileChanges() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        Files.setLastModifiedTime(folder.resolve("tls.crt"), FileTime.fromMillis(1));
        put("tls.key", "rsa.pkcs1.key"); // written anew, and the same
        assertThat(later(files)).isSameAs(first);
        assertThat(log.list).isEmpty();
    }

    @Test
    void aRenewedCertificateIsInForceAMomentLaterAndIsNamed() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        put("tls.key", "ec.sec1.key");
        put("tls.crt", "ec.crt");

        SSLContext second = later(files);

        assertThat(second).isNotSameAs(first).isSameAs(later(files));
        assertThat(said(Level.INFO))
                .singleElement()
                .asString()
                .contains("certificates were replaced", "own=CN=bridge ec serial=", " until=2126-");
    }

    /** The writer may be slow, and the clock of the files' system coarse: same size, same time stamp. */
    @Test
    void aChangeIsRecognizedByTheContentAlone() throws IOException {
        put("trust.pem", "authority.crt", "rsa.crt");
        TlsFiles files = new TlsFiles(settings("trust-store=" + folder.resolve("trust.pem")), () -> nanos);
        SSLContext first = later(files);
        FileTime time = Files.getLastModifiedTime(folder.resolve("trust.pem"));
        long size = Files.size(folder.resolve("trust.pem"));
        put("trust.pem", "rsa.crt", "authority.crt");
        Files.setLastModifiedTime(folder.resolve("trust.pem"), time);
        assertThat(Files.size(folder.resolve("trust.pem"))).isEqualTo(size);

        assertThat(later(files)).isNotSameAs(first);
    }

    @Test
    void aCertificateWhoseKeyIsStillToFollowLeavesInForceWhatWasAndIsReportedOnce() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        put("tls.crt", "ec.crt");

        for (int i = 0; i < 100; i++) {
            assertThat(later(files)).isSameAs(first);
        }
        assertThat(said(Level.WARN))
                .singleElement()
                .asString()
                .contains("former certificates stay in force", "does not belong to the certificate");

        put("tls.key", "ec.sec1.key");
        assertThat(later(files)).isNotSameAs(first);
        assertThat(said(Level.WARN)).hasSize(1);
        assertThat(said(Level.INFO)).hasSize(1);
    }

    @Test
    void aFileThatIsGoneForAWhileLeavesInForceWhatWas() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        Files.delete(folder.resolve("tls.key"));
        assertThat(later(files)).isSameAs(first);
        put("tls.key", "rsa.pkcs1.key");
        assertThat(later(files)).isSameAs(first);
        Files.delete(folder.resolve("tls.key"));
        assertThat(later(files)).isSameAs(first);

        assertThat(said(Level.WARN)).hasSize(2).allMatch(line -> line.contains("no such file"));
    }

    @Test
    void halfAFileLeavesInForceWhatWas() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        String text = PemFiles.text("ec.crt") + PemFiles.text("authority.crt");
        for (int length = 0; length < text.length() - 1; length += 40) {
            Files.writeString(folder.resolve("tls.crt"), text.substring(0, length));
            assertThat(later(files)).isSameAs(first);
        }
    }

    /** {@code tls.crt -> ..data/tls.crt}, {@code ..data -> ..2026_11}: the middle link is what changes. */
    @Test
    void theLinksOfAKubernetesSecretMayChangeTheirTarget() throws IOException {
        for (String version : List.of("rsa", "ec")) {
            Path data = Files.createDirectory(folder.resolve(".." + version));
            Files.writeString(data.resolve("tls.crt"), PemFiles.text(version + ".crt"));
            Files.writeString(data.resolve("tls.key"), PemFiles.text(version + ".pkcs8.key"));
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..rsa"));
        for (String name : List.of("tls.crt", "tls.key")) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
        TlsFiles files = new TlsFiles(
                settings("key-store=" + folder.resolve("tls.crt"), "key=" + folder.resolve("tls.key")), () -> nanos);
        SSLContext first = later(files);
        Files.createSymbolicLink(folder.resolve("..fresh"), Path.of("..ec"));
        Files.move(
                folder.resolve("..fresh"),
                folder.resolve("..data"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);

        assertThat(later(files)).isNotSameAs(first);
    }

    @Test
    void aPasswordThatFollowsItsKeyIsWaitedFor() throws IOException {
        put("client.pem", "rsa.crt", "rsa.encrypted.key");
        Path password = Files.writeString(folder.resolve("password"), PemFiles.PASSWORD);
        TlsFiles files = new TlsFiles(
                settings("key-store=" + folder.resolve("client.pem"), "key-store-password-file=" + password),
                () -> nanos);
        SSLContext first = later(files);
        Files.writeString(password, "hunter22");
        assertThat(later(files)).isSameAs(first);
        assertThat(said(Level.WARN))
                .singleElement()
                .asString()
                .contains("its password is wrong")
                .doesNotContain("hunter22");
        Files.writeString(password, PemFiles.PASSWORD);
        assertThat(later(files)).isSameAs(first);
    }

    @Test
    void aStoreThatHasLostItsCertificateLeavesInForceWhatWas() throws IOException {
        Path store = StoreFiles.own(folder.resolve("own.p12"), "PKCS12");
        TlsFiles files =
                new TlsFiles(settings("key-store=" + store, "key-store-password=" + StoreFiles.PASSWORD), () -> nanos);
        SSLContext first = later(files);
        StoreFiles.ownWithoutCertificate(store);

        assertThat(later(files)).isSameAs(first);
        assertThat(said(Level.WARN)).singleElement().asString().contains("no certificate of the private key in it");
    }

    @Test
    void aCertificateThatHasExpiredIsReportedWhenItIsLoaded() throws IOException {
        put("tls.crt", "ec.expired.crt");
        put("tls.key", "ec.pkcs8.key");
        TlsFiles files = new TlsFiles(
                settings("key-store=" + folder.resolve("tls.crt"), "key=" + folder.resolve("tls.key")), () -> nanos);

        assertThat(said(Level.WARN))
                .singleElement()
                .asString()
                .contains("has expired or soon will, renew it; own=CN=bridge ec serial=", " until=2020-01-31");
        later(files);
        assertThat(said(Level.WARN)).hasSize(1);
    }

    @Test
    void soonIsTwoWeeks() throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(PemFiles.path("ec.expired.crt")));
        Instant end = certificate.getNotAfter().toInstant();
        assertThat(TlsFiles.isEnding(certificate, end.minus(Duration.ofDays(15))))
                .isFalse();
        assertThat(TlsFiles.isEnding(certificate, end.minus(Duration.ofDays(13))))
                .isTrue();
    }

    @Test
    void theFilesAreReadOnceASecondAtMost() throws IOException {
        TlsFiles files = certificateAndKey();
        SSLContext first = later(files);
        put("tls.key", "ec.sec1.key");
        put("tls.crt", "ec.crt");
        nanos += Duration.ofMillis(900).toNanos();
        assertThat(files.current()).containsSame(first);
    }
}
