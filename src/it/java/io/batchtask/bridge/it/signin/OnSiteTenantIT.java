package io.batchtask.bridge.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.ForwardProxy;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On site a tenant is a name in the events and nothing else: no one but NetServer is asked for anything. */
class OnSiteTenantIT {
    private static final String NAME = "crm.test"; // only the proxy knows it, and writes down each target

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "password", "access-token"})
    void aTenantTellsInstallationsApartAndCausesNoCall(String signIn) {
        try (ForwardProxy proxy = ForwardProxy.start();
                World world = signingInBy(signIn, World.create())) {
            String netServer = NAME + ":" + world.netServer.port();
            world.set("netserver.tenant", "test-site")
                    .set("netserver.url", "http://" + netServer + "/Remote/Services86/")
                    .set("netserver.proxy.url", proxy.url())
                    .set("netserver.proxy.username", ForwardProxy.USER)
                    .set("netserver.proxy.password", ForwardProxy.PASSWORD);
            CommandRun.of(world, "check");
            Service service = world.service();
            world.send(null, "42");
            world.closeTheBooks(service);

            assertThat(Tail.header(world.tail(world.info).await(1).get(0), "ce_source"))
                    .isEqualTo("/superoffice/test-site/batchtask");
            assertThat(Stream.concat(proxy.forwarded().stream(), proxy.tunnelled().stream()))
                    .isNotEmpty()
                    .containsOnly(netServer);
        }
    }

    private static World signingInBy(String way, World world) {
        return switch (way) {
            case "password" -> world.signInByPassword();
            case "access-token" ->
                world.unset("netserver.ticket")
                        .set("netserver.sign-in", way)
                        .set("netserver.access-token", NetServerSimulator.TICKET);
            default -> world;
        };
    }
}
