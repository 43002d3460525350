package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementSettingsTest {
    private static final String HOST = "batchtask.management.host";
    private static final String TOKEN = "batchtask.management.token";

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.8.8.8", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void aLoopbackAddressNeedsNoToken(String host) {
        assertThat(Given.complete().property(HOST, host).settings().management().host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "[::]",
                "192.168.0.7",
                "bridge.example",
                "localhost.example",
                "127.0.0.1.nip.io",
                "1127.0.0.1",
                "::11"
            })
    void anyOtherDoes(String host) {
        assertThat(Given.complete().property(HOST, host).problems())
                .containsExactly("batchtask.management.token is required with batchtask.management.host = " + host
                        + ", which others can reach; without a token only a loopback address is allowed");
        assertThat(Given.complete()
                        .property(HOST, host)
                        .property(TOKEN, "0123456789abcdef")
                        .settings()
                        .management()
                        .host())
                .isEqualTo(host);
    }

    @Test
    void aTokenThatCanBeGuessedIsRefusedAndNotShown() {
        assertThat(Given.complete().property(TOKEN, "guess-me").problems())
                .containsExactly("batchtask.management.token = *** is not allowed: at least 16 characters");
    }
}
