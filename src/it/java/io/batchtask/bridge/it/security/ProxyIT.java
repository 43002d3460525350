package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Https;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.ForwardProxy;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through an HTTP proxy that asks for a password: every call there is, and what happens when the proxy refuses. */
@TestInstance(Lifecycle.PER_CLASS)
class ProxyIT {
    /** A name only the proxy can resolve. */
    private static final String NAME = "netserver.test";

    private Path directory;
    private Certificates certificates;
    private ForwardProxy proxy;

    @BeforeAll
    void certificatesAreMade() throws IOException {
        directory = Files.createTempDirectory("batchtask-proxy");
        certificates = new Certificates(directory);
    }

    @BeforeEach
    void proxyStarts() {
        proxy = ForwardProxy.start();
    }

    @AfterEach
    void proxyEnds() {
        proxy.close();
    }

    @AfterAll
    void clear() {
        ChildJvm.delete(directory);
    }

    /** NetServer speaks TLS, and is reached by a name. */
    private World secured() {
        World world = World.create();
        world.netServer.secure(new Https(certificates.keys, "server", Certificates.PASSWORD, Optional.empty()));
        return world.set("netserver.url", "https://" + NAME + ":" + world.netServer.port() + "/Remote/Services86/")
                .set("netserver.tls.trust-store", certificates.authorityPem);
    }

    private World proxied(World world) {
        return world.set("netserver.proxy.url", proxy.url())
                .set("netserver.proxy.username", ForwardProxy.USER)
                .set("netserver.proxy.password", ForwardProxy.PASSWORD);
    }

    private static void send(World world, int first, int last) {
        IntStream.rangeClosed(first, last).forEach(id -> world.send(null, String.valueOf(id)));
        world.flush();
    }

    private static void eachIsAnEvent(World world, Service service, int count) {
        assertThat(world.tail(world.info).await(count)).hasSize(count);
        world.closeTheBooks(service);
        assertThat(world.tail(world.deadLetter).size()).isZero();
    }

    @Test
    void callsOverTlsGoThroughATunnelAndTheProxyResolvesTheName() {
        try (World world = proxied(secured())) {
            Service service = world.service();
            send(world, 1, 100);

            eachIsAnEvent(world, service, 100);

            assertThat(proxy.tunnelled()).isNotEmpty().containsOnly(NAME + ":" + world.netServer.port());
            assertThat(proxy.forwarded()).isEmpty();
            assertThat(proxy.refused()).as("requests without the password").isZero();
            assertThat(world.netServer.journal())
                    .allSatisfy(call -> assertThat(call.httpHeaders().keySet())
                            .noneMatch(name -> name.equalsIgnoreCase("proxy-authorization")));
        }
    }

    @Test
    void plainCallsAreForwarded() {
        try (World world = proxied(World.create())) {
            Service service = world.service();
            send(world, 1, 100);

            eachIsAnEvent(world, service, 100);

            assertThat(proxy.forwarded())
                    .hasSizeGreaterThanOrEqualTo(100)
                    .containsOnly("127.0.0.1:" + world.netServer.port());
            assertThat(proxy.tunnelled()).isEmpty();
            assertThat(proxy.refused()).as("requests without the password").isZero();
            assertThat(world.netServer.journal())
                    .allSatisfy(call -> assertThat(call.httpHeaders().keySet())
                            .noneMatch(name -> name.equalsIgnoreCase("proxy-authorization")));
        }
    }

    @Test
    void theOnlineServicesAreReachedThroughItAsWell() {
        try (OnlineWorld online = OnlineWorld.create()) {
            proxied(online.world);
            Service service = online.service();
            online.send(1, 20);

            eachIsAnEvent(online.world, service, 20);

            String environment = online.online.url().getAuthority();
            assertThat(proxy.forwarded())
                    .contains(environment, "127.0.0.1:" + online.world.netServer.port())
                    .filteredOn(environment::equals)
                    .as("state, keys and exchange")
                    .hasSizeGreaterThanOrEqualTo(
                            online.online.stateCalls() + online.online.keyCalls() + online.online.exchanges());
            assertThat(online.online.exchanges()).isEqualTo(1);
            assertThat(proxy.refused()).as("requests without the password").isZero();
        }
    }

    @Test
    void checkGoesThroughItAndSaysWhenItRefuses() {
        try (World world = proxied(secured())) {
            CommandRun good = CommandRun.of(world, "check");
            assertThat(good.lines()).noneMatch(line -> line.startsWith("FAIL")).endsWith("all 13 checks passed");
            assertThat(good.exit()).isZero();
            assertThat(proxy.refused()).as("requests without the password").isZero();

            CommandRun refused = CommandRun.of(world.set("netserver.proxy.password", "wrong-one"), "check");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("FAIL  ")
                    .contains("407 to a call of", "(Proxy-Authenticate: Basic)")
                    .contains(" refuses the user name and the password: check batchtask.netserver.proxy.username"));
            assertThat(refused.text()).doesNotContain("wrong-one");
        }
    }

    /** The same advice as on the straight way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server | https | false | trust the issuer of the server's certificate with batchtask.netserver.tls.trust-store",
                "expired | https | true | the server's certificate has expired: it must be renewed there",
                "elsewhere | https | true | the certificate is for another host",
                "server | http | true | if the port is an https one, say https:// in batchtask.netserver.url",
            })
    void checkSaysWhatIsWrongWithTlsBehindIt(String certificate, String scheme, boolean trusted, String advice) {
        try (World world = proxied(World.create())) {
            world.netServer.secure(new Https(certificates.keys, certificate, Certificates.PASSWORD, Optional.empty()));
            world.set("netserver.url", scheme + "://" + NAME + ":" + world.netServer.port() + "/Remote/Services86/");
            if (trusted) {
                world.set("netserver.tls.trust-store", certificates.authorityPem);
            }

            assertThat(CommandRun.of(world, "check").lines())
                    .anySatisfy(
                            line -> assertThat(line).startsWith("FAIL  http: ").contains(advice));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:1 | refuses the connection; check batchtask.netserver.proxy.url, and that the proxy runs",
                "http://no-such-proxy.invalid:3128 | cannot be resolved; check the host in batchtask.netserver.proxy.url",
            })
    void checkNamesItsSettingWhenItIsNotThere(String url, String words) {
        try (World world = secured().set("netserver.proxy.url", url)) {
            assertThat(CommandRun.of(world, "check").lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("FAIL  http: ")
                    .contains(words)
                    .doesNotContain("something accepts"));
        }
    }

    @Test
    void theEnvironmentsProxyIsHonouredAndSoIsItsListOfExceptions() {
        try (World world = secured()) {
            world.settings.put("HTTPS_PROXY", proxy.variable());
            world.settings.put("NO_PROXY", "other.example, 10.0.0.0/8");
            Program lookUp = world.program("lookup", "42");
            assertThat(lookUp.exit()).as(lookUp.text()).isZero();
            assertThat(lookUp.text()).containsPattern("\"id\"\\s*:\\s*42").doesNotContain(ForwardProxy.PASSWORD);
            assertThat(proxy.tunnelled()).isNotEmpty().containsOnly(NAME + ":" + world.netServer.port());

            int before = proxy.tunnelled().size();
            world.settings.put("NO_PROXY", ".test");
            Program straight = world.program("check");
            assertThat(straight.exit()).isEqualTo(1);
            assertThat(straight.text()).contains("FAIL  dns: " + NAME);
            assertThat(proxy.tunnelled()).hasSize(before);

            world.settings.put("HTTPS_PROXY", "socks5://127.0.0.1:1080");
            Program straightToo = world.program("check"); // a proxy it would not go through may be any
            assertThat(straightToo.exit()).isEqualTo(1);
            assertThat(straightToo.text()).contains("FAIL  dns: " + NAME);

            world.settings.remove("NO_PROXY");
            Program refused = world.program("check");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.text()).contains("environment variable HTTPS_PROXY cannot be used");
        }
    }

    @Test
    void theJvmsOwnPropertiesGoOnToWork() {
        try (World world = secured()) {
            List<String> options = List.of(
                    "-Dhttps.proxyHost=127.0.0.1",
                    "-Dhttps.proxyPort=" + proxy.url().getPort(),
                    "-Dhttps.proxyUser=" + ForwardProxy.USER,
                    "-Dhttps.proxyPassword=" + ForwardProxy.PASSWORD);
            Program lookUp = new Program(world.process(options, "lookup", "42"));
            assertThat(lookUp.exit()).as(lookUp.text()).isZero();
            assertThat(proxy.tunnelled()).isNotEmpty();
            assertThat(lookUp.text()).doesNotContain(ForwardProxy.PASSWORD);
        }
    }

    @Test
    void aPasswordIsReadAgainWhenItsFileIsReplaced() throws IOException {
        try (World world = proxied(World.create()).unset("netserver.proxy.password")) {
            Path file = Files.writeString(directory.resolve("proxy-password"), ForwardProxy.PASSWORD);
            world.set("netserver.proxy.password-file", file);
            Service service = world.service();
            send(world, 1, 10);
            world.tail(world.info).await(10);

            Files.writeString(file, "the-next:øne");
            proxy.password("the-next:øne");
            send(world, 11, 20);

            eachIsAnEvent(world, service, 20);
            assertThat(proxy.refused()).as("requests with the former password").isZero();
        }
    }

    @Test
    void aProxyThatRefusesIsAnOutageAndNothingIsLost() {
        try (World world = proxied(secured()).set("retry.max-attempts", 1)) {
            proxy.password("changed-by-the-proxy's-people");
            Program bridge = world.program("run");
            send(world, 1, 500);
            bridge.awaitLine("NetServer does not answer, reading is paused; code=http-407");
            int before = proxy.refused();
            Awaitility.await().atMost(Timeouts.LONG).until(() -> proxy.refused() > before + 5); // probes
            assertThat(world.netServer.calls()).isZero();
            assertThat(world.tail(world.deadLetter).size()).isZero();

            proxy.password(ForwardProxy.PASSWORD);

            assertThat(world.tail(world.info).await(500)).hasSize(500);
            world.awaitNoLag();
            assertThat(world.tail(world.deadLetter).size()).isZero();
            assertThat(bridge.stop()).isZero();
            assertThat(bridge.text())
                    .contains("received=500 published=500 rejected=0")
                    .doesNotContain(ForwardProxy.PASSWORD);
        }
    }
}
