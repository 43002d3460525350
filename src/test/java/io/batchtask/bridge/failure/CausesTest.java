package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void theReasonAtTheBottomIsToldAndNothingTwice() {
        Throwable bottom = new IllegalStateException("no trusted certificate");
        Throwable middle = new IllegalStateException(bottom.toString(), bottom);
        assertThat(Causes.explain(new IllegalArgumentException("handshake failed", middle)))
                .isEqualTo("handshake failed: java.lang.IllegalStateException: no trusted certificate");
    }

    @Test
    void whatSaysNothingIsCalledByItsName() {
        assertThat(Causes.explain(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
