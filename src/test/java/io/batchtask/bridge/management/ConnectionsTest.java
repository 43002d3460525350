package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections();

    private void fill(String address) {
        for (int i = 0; i < Connections.MOST_OF_ONE; i++) {
            assertThat(connections.opened(address)).isTrue();
        }
    }

    @Test
    void oneAddressCannotShutAnotherOut() {
        fill("10.0.0.1");
        assertThat(connections.opened("10.0.0.1")).isFalse();
        assertThat(connections.opened("10.0.0.2")).isTrue();
    }

    @Test
    void whatWasClosedMakesRoom() {
        fill("10.0.0.1");
        connections.closed("10.0.0.1");
        assertThat(connections.opened("10.0.0.1")).isTrue();
        assertThat(connections.opened("10.0.0.1")).isFalse();
    }

    @Test
    void allTogetherHaveALimit() {
        fill("10.0.0.1");
        fill("10.0.0.2");
        assertThat(connections.opened("10.0.0.3")).isFalse();
    }
}
