package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.logging.Logged;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a stop says of the records it leaves. */
class DrainTest {
    @RegisterExtension
    private final Logged log = Logged.of(Drain.class);

    private boolean ended;

    private record Left(int unfinished, int begun, boolean isQuiet, Runnable end) implements Drain.Windows {
        @Override
        public boolean isChanged() {
            return false;
        }

        @Override
        public void beginNothingMore() {
            end.run();
        }
    }

    private boolean drained(int unfinished, int begun, boolean quiet) throws InterruptedException {
        return new Drain(
                        new Left(unfinished, begun, quiet, () -> ended = true),
                        new ConsumerReports(System::nanoTime),
                        () -> false)
                .await(Duration.ofMillis(20));
    }

    @Test
    void nothingIsSaidWhenNothingIsLeft() throws InterruptedException {
        assertThat(drained(0, 0, true)).isTrue();
        assertThat(log.said()).isEmpty();
    }

    /** As many stops of a busy service leave some: none of them was begun, so nothing is repeated. */
    @Test
    void thatRecordsBehindAnEarlierOneOfTheirKeyAreLeftIsNoWarning() throws InterruptedException {
        assertThat(drained(79, 0, true)).isFalse();
        assertThat(log.said())
                .containsExactly(
                        "INFO records behind an earlier one of their key, or waiting for their task, are left to the next"
                                + " owner; unfinished=79");
    }

    @Test
    void whatAStopDoesNotWaitForDoesNotBeginAgainBehindItsBack() throws InterruptedException {
        assertThat(drained(79, 0, true)).isFalse();
        assertThat(ended).isTrue();
    }

    @Test
    void thatWhatWasBegunIsLeftIsOne() throws InterruptedException {
        assertThat(drained(79, 2, false)).isFalse();
        assertThat(log.said())
                .containsExactly("WARN stopping with records unfinished, they will be read again; unfinished=79"
                        + " outage=false under-way=true");
    }
}
