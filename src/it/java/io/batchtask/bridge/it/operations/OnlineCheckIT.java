package io.batchtask.bridge.it.operations;

import static io.batchtask.bridge.it.operations.CheckIT.fails;

import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.dev.netserver.OnlineFault;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.ForwardProxy;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.OnlineWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check} of a tenant of SuperOffice Online. */
@ResourceLock(LogLines.LOCK)
class OnlineCheckIT {
    @Test
    void aSystemUserThatIsRefused() {
        try (OnlineWorld online = OnlineWorld.create()) {
            online.replace(online.keyFile, OnlineApp.register("another", "app").pem());
            fails(CommandRun.of(online.world, "check"), "sign-in", "InvalidSignature", "batchtask.netserver.tenant");

            online.replace(online.keyFile, online.online.app().pem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
            fails(CommandRun.of(online.world, "check"), "sign-in", "openssl pkcs8 -topk8 -nocrypt");

            online.replace(online.keyFile, online.online.app().pem());
            online.online.clockAhead(Duration.ofHours(1));
            fails(CommandRun.of(online.world, "check"), "sign-in", "InvalidTimestamp", "check the clock");
        }
    }

    @Test
    void aTenantThatIsClosed() {
        try (OnlineWorld online = OnlineWorld.create()) {
            online.online.closes("OfflineMaintenance");

            fails(
                    CommandRun.of(online.world, "check"),
                    "tenant",
                    "tenant state OfflineMaintenance",
                    "the service does so by itself");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNAVAILABLE | HTTP 503 from 127.0.0.1/api/state/Cust12345; a gateway",
                "HTML | the tenant's address is asked for at 127.0.0.1: check batchtask.netserver.proxy",
            })
    void aTenantWhoseAddressIsNotToBeHad(OnlineFault fault, String words) {
        try (OnlineWorld online = OnlineWorld.create()) {
            online.online.stateFault(fault);

            fails(CommandRun.of(online.world, "check"), "tenant", words);
        }
    }

    @Test
    void aProxyThatDoesNotLetTheQuestionForTheTenantThrough() {
        try (OnlineWorld online = OnlineWorld.create();
                ForwardProxy proxy = ForwardProxy.start()) {
            online.world.set("netserver.proxy.url", proxy.url());

            fails(
                    CommandRun.of(online.world, "check"),
                    "tenant",
                    "http-407",
                    "the proxy " + proxy.url().getAuthority() + " wants a user name and a password");
        }
    }
}
