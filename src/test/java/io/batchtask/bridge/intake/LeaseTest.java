package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A session of six seconds. */
class LeaseTest {
    private long nanos = Long.MAX_VALUE - 1_000; // may wrap around
    private long millis = 1_800_000_000_000L;
    private final Lease lease = new Lease(Duration.ofSeconds(6), () -> nanos, () -> millis);

    private void pass(long time) {
        nanos += time * 1_000_000;
        millis += time;
    }

    @Test
    void thereIsNoneBeforeTheGroupHasAgreed() {
        assertThat(lease.hasEnded()).isTrue();
        assertThat(lease.isToBeRenewed()).isTrue();
        Lease.Moment asked = lease.ask();
        assertThat(lease.isToBeRenewed()).as("it is being asked").isFalse();
        lease.confirmed(asked);
        assertThat(lease.hasEnded()).isFalse();
    }

    @Test
    void itLastsHalfASessionFromWhenTheGroupWasAsked() {
        Lease.Moment asked = lease.ask();
        pass(2_000); // the answer is late
        lease.confirmed(asked);
        pass(999);
        assertThat(lease.hasEnded()).isFalse();
        pass(1);
        assertThat(lease.hasEnded()).isTrue();
    }

    @Test
    void anAnswerToAnEarlierQuestionTakesNothingBack() {
        Lease.Moment first = lease.ask();
        pass(1_000);
        lease.confirmed(lease.ask());
        lease.confirmed(first);
        pass(2_999);
        assertThat(lease.hasEnded()).isFalse();
    }

    @Test
    void itIsAskedForAgainEarlyEnoughForASecondTry() {
        lease.confirmed(lease.ask());
        pass(999);
        assertThat(lease.isToBeRenewed()).isFalse();
        pass(1);
        assertThat(lease.isToBeRenewed()).isTrue();
        lease.ask();
        pass(499);
        assertThat(lease.isToBeRenewed()).isFalse();
        pass(1);
        assertThat(lease.isToBeRenewed()).as("no answer yet").isTrue();
    }

    @Test
    void aConsumerThatIsNoMemberHasNone() {
        lease.confirmed(lease.ask());
        lease.end();
        assertThat(lease.hasEnded()).isTrue();
    }

    @Test
    void aMachineThatWasSuspendedHasNone() {
        lease.confirmed(lease.ask());
        millis += 3_000; // the monotonic clock stood still
        assertThat(lease.hasEnded()).isTrue();
    }

    @Test
    void aClockThatIsSetBackDoesNotLengthenIt() {
        lease.confirmed(lease.ask());
        millis -= 3_600_000;
        nanos += 3_000_000_000L;
        assertThat(lease.hasEnded()).isTrue();
    }

    @Test
    void theBrokerMayTellAnotherSession() {
        lease.confirmed(lease.ask());
        pass(4_000);
        assertThat(lease.hasEnded()).isTrue();
        lease.session(Duration.ofSeconds(45));
        assertThat(lease.hasEnded()).isFalse();
    }
}
