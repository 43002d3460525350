package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the broker has said is believed for a second and no longer. */
class RecentlySoleTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // it may pass its end at any time
    private final Broker broker = new Broker();
    private final RecentlySole sole = new RecentlySole(broker, clock::get);

    private static final class Broker implements SoleReplay {
        private int asked;
        private boolean answer = true;
        private boolean silent;

        @Override
        public void mustBe() {
            // it is
        }

        @Override
        public boolean isStill() {
            asked++;
            if (silent) {
                throw new TimeoutException("silent");
            }
            return answer;
        }
    }

    private void pass(long nanos) {
        clock.addAndGet(nanos);
    }

    @Test
    void manyTransactionsASecondAskOnce() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            assertThat(sole.isStill()).isTrue();
            pass(10_000_000);
        }
        assertThat(broker.asked).isEqualTo(10);
    }

    @Test
    void oneThatStoodStillAsks() throws Exception {
        assertThat(sole.isStill()).isTrue();
        broker.answer = false;
        pass(RecentlySole.BELIEVED.toNanos());
        assertThat(sole.isStill()).isFalse();
    }

    @Test
    void thatItIsNotIsAskedAgain() throws Exception {
        broker.answer = false;
        assertThat(sole.isStill()).isFalse();
        broker.answer = true;
        assertThat(sole.isStill()).isTrue();
    }

    @Test
    void nothingIsBelievedOfABrokerThatIsSilentOrAfterANewBeginning() throws Exception {
        assertThat(sole.isStill()).isTrue();
        broker.silent = true;
        pass(RecentlySole.BELIEVED.toNanos());
        assertThatThrownBy(sole::isStill).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(sole::isStill).isInstanceOf(TimeoutException.class);

        broker.silent = false;
        sole.mustBe();
        broker.answer = false;
        assertThat(sole.isStill()).isFalse();
    }
}
