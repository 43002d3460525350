package io.batchtask.bridge.relay;

import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.unavailable;
import static io.batchtask.bridge.relay.LookUpTest.answer;
import static io.batchtask.bridge.relay.LookUpTest.letter;
import static io.batchtask.bridge.relay.LookUps.BACK_OFF;
import static io.batchtask.bridge.relay.LookUps.LOOK_AGAIN;
import static io.batchtask.bridge.relay.LookUps.MAX_ATTEMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a record whose task NetServer does not have, where it is given time to appear. */
class LookUpGraceTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int LOOKS = 5; // at 0, 3, 6, 9 and 10 seconds
    private static final Failure NO_SUCH_TASK = new Failure.NotFound("no-task", "there is no such task");

    private final LookUps lookUps = new LookUps(100, false, GRACE);
    private final Script netServer = lookUps.netServer;

    private static Reply missing() {
        return new Reply.Failed(NO_SUCH_TASK);
    }

    @Test
    void aTaskThatAppearsWithinTheGraceIsTheAnswerAndNoAttemptWasUsedUp() {
        netServer.says(missing(), missing());
        LookUps.Search search = lookUps.search(42);
        assertThat(search.outcome()).isEmpty();

        lookUps.time.advance(LOOK_AGAIN.multipliedBy(2));

        assertThat(answer(search).info()).isPresent();
        assertThat(answer(search).attempts()).isEqualTo(1);
        assertThat(lookUps.inside.calls().snapshot().lookUpsRepeated()).isZero();
    }

    @Test
    void aTaskThatIsNotThereAtTheEndOfTheGraceIsNotFound() {
        netServer.otherwise(call -> missing());
        LookUps.Search search = lookUps.search(42);

        lookUps.time.advance(GRACE.minusMillis(1));
        assertThat(search.outcome()).isEmpty();
        assertThat(netServer.calls).hasSize(LOOKS - 1);
        lookUps.time.advance(Duration.ofMillis(1));

        assertThat(answer(search).info()).isEmpty();
        assertThat(answer(search).attempts()).isEqualTo(1);
        assertThat(netServer.calls).hasSize(LOOKS);
        assertThat(lookUps.time.pending()).isZero();
    }

    @Test
    void itsDeadLetterTellsWhenItWasMissedFirst() {
        LookUps strict = new LookUps(1, true, GRACE);
        Instant first = strict.time.clock().instant();
        strict.netServer.otherwise(call -> missing());
        LookUps.Search search = strict.search(42);

        strict.time.advance(GRACE);

        assertThat(letter(search).failure()).isEqualTo(NO_SUCH_TASK);
        assertThat(letter(search).attempts()).isEqualTo(1);
        assertThat(letter(search).firstFailureAt()).isEqualTo(first);
        assertThat(letter(search).failedAt()).isEqualTo(first.plus(GRACE));
    }

    @Test
    void whileItWaitsItHoldsNoPlaceAndNoRebalanceAndNoStop() {
        LookUps narrow = new LookUps(1, false, GRACE);
        narrow.netServer.says(missing());
        LookUps.Search waiting = narrow.search(42);

        assertThat(waiting.flight.working).isFalse();
        assertThat(waiting.flight.lingering).isTrue();
        assertThat(answer(narrow.search(43)).info()).isPresent();
    }

    @Test
    void aRecordThatIsTakenAwayMeanwhileIsNotLookedUpAgain() {
        netServer.otherwise(call -> missing());
        LookUps.Search search = lookUps.search(42);
        search.flight.draining = true;

        lookUps.time.advance(GRACE);

        assertThat(search.outcome()).contains(new Outcome.GivenBack());
        assertThat(netServer.calls).hasSize(1);
    }

    @Test
    void whoWaitsForTheAnswerIsToldAtOnce() {
        netServer.otherwise(call -> missing());
        LookUps.Search search = lookUps.searchAwaited(42);

        assertThat(answer(search).info()).isEmpty();
        assertThat(netServer.calls).hasSize(1);
    }

    @Test
    void failuresWithinTheGraceTakeTheirOwnWay() {
        netServer.says(missing(), unavailable(), missing());
        LookUps.Search search = lookUps.search(42);

        lookUps.time.advance(LOOK_AGAIN);
        assertThat(search.flight.backingOff).isTrue();
        lookUps.time.advance(BACK_OFF);
        assertThat(search.flight.lingering).isTrue();
        lookUps.time.advance(LOOK_AGAIN);

        assertThat(answer(search).info()).isPresent();
        assertThat(answer(search).attempts())
                .as("failures since the last answer, and this")
                .isEqualTo(1);
    }

    /** It was answered in between, again and again: that is not a record that keeps failing. */
    @Test
    void failuresBeforeAnAnswerDoNotMakePoison() {
        LookUps lasting = new LookUps(100, false, Duration.ofMinutes(5));
        AtomicInteger looks = new AtomicInteger();
        lasting.netServer.otherwise(call -> call.taskId() != 42 || looks.get() >= 4 * MAX_ATTEMPTS
                ? found(call.taskId())
                : looks.getAndIncrement() % 2 == 0 ? unavailable() : missing());
        LookUps.Search search = lasting.search(42);
        for (int i = 0; i < 2 * MAX_ATTEMPTS; i++) {
            for (int other = 100; other < 120; other++) {
                lasting.search(other);
            }
            lasting.time.advance(BACK_OFF.plus(LOOK_AGAIN));
        }

        assertThat(answer(search).info()).isPresent();
    }

    @Test
    void anOutageMeanwhileEndsNoGraceUnseen() {
        netServer.says(missing());
        LookUps.Search search = lookUps.search(42);
        netServer.closed = true;
        lookUps.time.advance(GRACE.multipliedBy(10));
        assertThat(search.outcome()).isEmpty();

        netServer.closed = false;
        lookUps.inside.reopen();

        assertThat(answer(search).info()).isPresent();
    }

    @ParameterizedTest(name = "{0} s")
    @ValueSource(ints = {1, 30})
    void aStepOfTheClockNeitherEndsNorStretchesIt(int seconds) {
        netServer.otherwise(call -> missing());
        LookUps.Search search = lookUps.search(42);
        lookUps.time.stepClock(Duration.ofSeconds(seconds));
        lookUps.time.advance(GRACE.minusMillis(1));
        assertThat(search.outcome()).isEmpty();
        lookUps.time.stepClock(Duration.ofSeconds(-2L * seconds));
        lookUps.time.advance(Duration.ofMillis(1));
        assertThat(answer(search).info()).isEmpty();
    }

    @Test
    void neitherABacklogNorManyThatWaitKeepTheOtherWaiting() {
        LookUps narrow = new LookUps(1, false, GRACE);
        narrow.netServer.says(missing(), missing(), missing());
        for (int id = 1; id <= 3; id++) {
            narrow.search(id);
        }
        CompletableFuture<Reply> busy = narrow.netServer.makesWait();
        narrow.search(100);
        for (int id = 101; id <= 105; id++) {
            narrow.search(id);
        }
        narrow.time.advance(LOOK_AGAIN);
        busy.complete(found(100));

        assertThat(narrow.netServer.taskIds()).containsExactly(1, 2, 3, 100, 1, 101, 2, 102, 3, 103, 104, 105);
    }

    @Test
    void withoutAGraceItIsAskedForOnce() {
        LookUps plain = new LookUps(1, false);
        plain.netServer.otherwise(call -> new Reply.Failed(NO_SUCH_TASK));

        assertThat(answer(plain.search(42)).info()).isEmpty();
        plain.time.advance(Duration.ofHours(1));

        assertThat(plain.netServer.calls).hasSize(1);
    }
}
