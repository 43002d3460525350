package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.dev.ChildJvm;
import io.batchtask.bridge.dev.netserver.Https;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private void anIdBecomesAnEvent(World world) {
        Service service = world.service();
        world.send(null, "42");
        assertThat(Tail.text(world.tail(world.info).await(1).get(0).value())).isEqualTo(Expected.TASK_42);
        world.closeTheBooks(service);
    }

    @Test
    void aServerThatCannotBeTrustedIsAnOutageAndNothingIsLost() {
        try (World world = trusting(secured("expired")).set("retry.max-attempts", 1)) {
            world.send(null, "42");
            world.send(null, "43");
            Program bridge = world.program("run");
            bridge.awaitLine("code=tls");
            bridge.awaitLine(
                    "NetServer does not answer, reading is paused; code=tls reason=TLS with NetServer failed: ");

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
