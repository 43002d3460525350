package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Https;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.pem.PemFiles;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** HTTPS towards NetServer: whom the bridge trusts, who trusts the bridge, and what happens when they do not. */
@TestInstance(Lifecycle.PER_CLASS)
class TlsIT {
    private Path directory;
    private Certificates certificates;

    @BeforeAll
    void certificatesAreMade() throws IOException {
        directory = Files.createTempDirectory("batchtask-tls");
        certificates = new Certificates(directory);
    }

    @AfterAll
    void clear() {
        ChildJvm.delete(directory);
    }

    @Test
    void anAuthorityInAPemFileIsTrusted() {
        try (World world = trusting(secured("server"))) {
            anIdBecomesAnEvent(world);
        }
    }

    @Test
    void anAuthorityInAKeyStoreIsTrusted() {
        try (World world = secured("server")
                .set("netserver.tls.trust-store", certificates.authorityStore)
                .set("netserver.tls.trust-store-password", Certificates.PASSWORD)) {
            anIdBecomesAnEvent(world);
        }
    }

    @Test
    void aClientCertificateIsShownToAServerThatWantsOne() {
        try (World world = withClientCertificate(trusting(World.create()))) {
            secure(world, "server", Optional.of(certificates.authorityStore));
            anIdBecomesAnEvent(world);
        }
    }

    /** As cert-manager writes them, key and certificate in a file each, and renews them. */
    @Test
    void aRenewedClientCertificateIsShownWithoutARestart() throws Exception {
        Path certificate = put("tls.crt", "rsa.crt");
        Path key = put("tls.key", "rsa.pkcs1.key");
        try (World world = trusting(World.create())
                .set("netserver.tls.key-store", certificate)
                .set("netserver.tls.key", key)) {
            secure(world, "server", Optional.of(authorityOfTheTests()));
            Service service = world.service();
            world.send(null, "1");
            world.tail(world.info).await(1);
            assertThat(world.netServer.clients()).isNotEmpty().containsOnly("CN=bridge rsa");

            put("tls.crt", "ec.crt"); // and for a moment they do not belong together
            sendUntil(world, 50, () -> world.end(world.info) >= 50);
            assertThat(world.netServer.clients()).containsOnly("CN=bridge rsa");
            put("tls.key", "ec.sec1.key");
            long sent = sendUntil(world, 1_000, () -> world.netServer.clients().contains("CN=bridge ec"));

            world.tail(world.info).await((int) sent);
            world.closeTheBooks(service);
            assertThat(world.tail(world.deadLetter).size()).isZero();
            List<String> clients = world.netServer.clients();
            assertThat(clients.subList(clients.indexOf("CN=bridge ec"), clients.size()))
                    .as("connections made since")
                    .containsOnly("CN=bridge ec");
        }
    }

    @Test
    void anAuthorityThatIsAddedIsTrustedWithoutARestart() throws Exception {
        Path trust = put("trust.pem", "authority.crt");
        try (World world = secured("server").set("netserver.tls.trust-store", trust)) {
            world.send(null, "42");
            Program bridge = world.program("run");
            bridge.awaitLine("NetServer does not answer, reading is paused; code=tls");

            Files.copy(certificates.authorityPem, trust, StandardCopyOption.REPLACE_EXISTING);

            assertThat(world.tail(world.info).await(1)).hasSize(1);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();
            assertThat(bridge.text()).contains("certificates were replaced", "published=1 rejected=0");
            assertThat(bridge.output())
                    .filteredOn(line -> line.contains("new connections use"))
                    .hasSize(1);
        }
    }

    private Path put(String name, String pem) throws IOException {
        return Files.copy(PemFiles.path(pem), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** For the simulator: it trusts who signed the certificates of {@link PemFiles}. */
    private Path authorityOfTheTests() throws Exception {
        Path file = directory.resolve("authority-of-the-tests.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(PemFiles.path("authority.crt"));
                OutputStream out = Files.newOutputStream(file)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            store.store(out, Certificates.PASSWORD.toCharArray());
        }
        return file;
    }

    /** Sends requests, ten a second, until that holds or so many were sent; how many the topic has then. */
    private static long sendUntil(World world, int most, BooleanSupplier enough) {
        for (int i = 0; i < most && !enough.getAsBoolean(); i++) {
            world.send(null, String.valueOf(1_000 + i));
            world.flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(enough.getAsBoolean()).isTrue();
        return world.end(world.ids);
    }

    private void anIdBecomesAnEvent(World world) {
        Service service = world.service();
        world.send(null, "42");
        assertThat(Tail.text(world.tail(world.info).await(1).get(0).value())).isEqualTo(Expected.TASK_42);
        world.closeTheBooks(service);
    }

    @Test
    void aServerThatCannotBeTrustedIsAnOutageAndNothingIsLost() {
        try (World world = trusting(secured("expired")).set("retry.max-attempts", 1)) {
            world.set("logging.level", "debug"); // each probe is a line
            world.send(null, "42");
            world.send(null, "43");
            Program bridge = world.program("run");
            bridge.awaitLine("code=tls");
            bridge.awaitLine("NetServer does not answer, reading is paused; code=tls reason=TLS with 127.0.0.1:");

            secure(world, "elsewhere", Optional.empty());
            long before = probes(bridge);
            Awaitility.await().untilAsserted(() -> assertThat(probes(bridge) + world.netServer.calls())
                    .as("probes of a host that is not the one the certificate is for")
                    .isGreaterThan(before + 1));
            assertThat(world.netServer.calls())
                    .as("calls to a server that cannot be trusted")
                    .isZero();
            secure(world, "server", Optional.empty());

            assertThat(world.tail(world.info).await(2)).hasSize(2);
            world.awaitNoLag();
            assertThat(world.tail(world.deadLetter).size()).isZero();
            assertThat(bridge.stop()).isZero();
            assertThat(bridge.text()).contains("NetServer answers again", "received=2 published=2 rejected=0");
        }
    }

    private static long probes(Program bridge) {
        return bridge.output().stream()
                .filter(line -> line.contains("still does not answer"))
                .count();
    }

    @Test
    void checkSaysWhatIsWrongWithACertificate() {
        Map<String, World> worlds = new LinkedHashMap<>();
        worlds.put("expired|NotAfter", trusting(secured("expired")));
        worlds.put("subject alternative|No name matching", trusting(secured("elsewhere")));
        worlds.put("PKIX path building failed", secured("server"));
        World unknownClient = trusting(World.create());
        secure(unknownClient, "server", Optional.of(certificates.authorityStore));
        worlds.put("certificate_required|bad_certificate|client certificate", unknownClient);

        worlds.forEach((reason, world) -> {
            CommandRun check = CommandRun.of(world, "check");
            assertThat(check.exit()).as(reason).isEqualTo(1);
            assertThat(check.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("FAIL  ").containsPattern(reason));
        });
        worlds.values().forEach(World::close);
    }

    private World secured(String alias) {
        World world = World.create();
        secure(world, alias, Optional.empty());
        return world;
    }

    private void secure(World world, String alias, Optional<Path> clients) {
        world.netServer.secure(new Https(certificates.keys, alias, Certificates.PASSWORD, clients));
        world.set("netserver.url", world.netServer.url());
    }

    private World trusting(World world) {
        return world.set("netserver.tls.trust-store", certificates.authorityPem)
                .set("netserver.tls.trust-store-type", "PEM");
    }

    private World withClientCertificate(World world) {
        return world.set("netserver.tls.key-store", certificates.client)
                .set("netserver.tls.key-store-password", Certificates.PASSWORD);
    }
}
