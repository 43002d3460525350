package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BrokerReachTest {
    @Test
    void everyAddressThatRefusesIsNamed() {
        assertThat(BrokerReach.objection("127.0.0.1:1, localhost:1"))
                .hasValue("no connection to 127.0.0.1:1: Connection refused; no connection to localhost:1: Connection"
                        + " refused");
    }

    @Test
    void oneThatListensIsEnough() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(BrokerReach.objection("127.0.0.1:1,SSL://127.0.0.1:" + listening.getLocalPort()))
                    .isEmpty();
            assertThat(BrokerReach.objections("127.0.0.1:1,SSL://127.0.0.1:" + listening.getLocalPort()))
                    .containsExactly("no connection to 127.0.0.1:1: Connection refused");
        }
    }

    @Test
    void aNameThatNoOneKnowsCountsOnlyBesideAnAddressThatRefuses() {
        assertThat(BrokerReach.objection("no-such-host.invalid:9092")).isEmpty();
        assertThat(BrokerReach.objection("no-such-host.invalid:9092,127.0.0.1:1"))
                .hasValueSatisfying(objection -> assertThat(objection)
                        .startsWith("no connection to no-such-host.invalid:9092: the name cannot be resolved; "));
    }
}
