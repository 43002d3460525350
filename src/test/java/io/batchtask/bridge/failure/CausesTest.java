package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void theReasonAtTheBottomIsReportedAndNothingTwice() {
        Throwable bottom = new IllegalStateException("no trusted certificate");
        Throwable middle = new IllegalStateException(bottom.toString(), bottom);
        assertThat(Causes.explain(new IllegalArgumentException("handshake failed", middle)))
                .isEqualTo("handshake failed: java.lang.IllegalStateException: no trusted certificate");
    }

    @Test
    void whatSaysNothingIsCalledByItsName() {
        assertThat(Causes.explain(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void aRingOfCausesEnds() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertThat(Causes.explain(first)).isEqualTo("first: second");
    }

    @Test
    void itIsOneLineOfBoundedLengthWhateverTheExceptionsAreLike() {
        Throwable failed = new IllegalStateException("bottom");
        for (int depth = 0; depth < 1_000; depth++) {
            failed = new IllegalStateException("\u001b[31m" + depth + "\r\n" + "x".repeat(10_000), failed);
        }
        assertThat(Causes.explain(failed))
                .startsWith(" [31m999 xxx")
                .hasSizeLessThan(4_100)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void noMessageIsNoneAlsoWhenItIsBlank() {
        assertThat(Causes.explain(new IllegalStateException(" ", new IllegalArgumentException("why"))))
                .isEqualTo("IllegalStateException: why");
    }

    @Test
    void theWrappingOfFuturesIsTakenOff() {
        Exception reason = new IllegalStateException("it broke");
        assertThat(Causes.unwrapped(new CompletionException(reason))).isSameAs(reason);
        assertThat(Causes.unwrapped(new ExecutionException(reason))).isSameAs(reason);
        assertThat(Causes.unwrapped(reason)).isSameAs(reason);
        CompletionException bare = new CompletionException("without a cause", null);
        assertThat(Causes.unwrapped(bare)).isSameAs(bare);
    }
}
