package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Metrics;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** One fault lights one light, and the right one. */
@Execution(CONCURRENT)
class RedLightIT {
    @Test
    void netServerThatIsDownAtTheStartIsAnOutageAndNoFaultOfTheCredentials() {
        try (World world = World.create().signInByPassword()) {
            world.netServer.down();
            Instance instance = Instance.start(world);
            ManagementPort port = instance.management();
            assertThat(port.awaitDown("netserver"))
                    .matches(
                            "NetServer has not answered for \\d+ m?s, while signing in: unavailable/connect-refused: .*"
                                    + "; reading is paused, next try: .*");
            lights(port, "netserver", 0);
            instance.awaitSaid("NetServer does not answer, reading is paused; code=connect-refused");
            assertThat(instance.said("signing in failed")).as(instance.log()).isZero();
            instance.await("the page, which is read once a second", Timeouts.LONG, () -> {
                String page = port.get("").body();
                return page.contains("no answer to sign-in") && page.contains("not answered");
            });

            world.netServer.up();
            port.awaitReady();
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsNoOutage() {
        try (World world = World.create().signInByPassword(NetServerSimulator.USER, "not-" + "the-password")) {
            Instance instance = Instance.start(world).awaitAssigned();
            ManagementPort port = instance.management();
            assertThat(port.awaitDown("sign-in")).contains("sign-in/");
            lights(port, "sign-in", 1);
            assertThat(instance.said("NetServer does not answer"))
                    .as(instance.log())
                    .isZero();
        }
    }

    private static void lights(ManagementPort port, String red, int refused) {
        Metrics metrics = port.metrics();
        assertThat(metrics.sum("batchtask_sign_in_refused")).isEqualTo(refused);
        for (String check : new String[] {"netserver", "sign-in"}) {
            assertThat(metrics.sum("batchtask_ready", "check=\"" + check + "\""))
                    .as(check)
                    .isEqualTo(check.equals(red) ? 0 : 1);
        }
    }
}
