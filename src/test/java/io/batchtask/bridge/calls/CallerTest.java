package io.batchtask.bridge.calls;

import static io.batchtask.bridge.calls.Script.expired;
import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.throttled;
import static io.batchtask.bridge.calls.Script.unavailable;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.signin.SignInRetry;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Turn, ticket, call, leave: every call ends once, and none keeps its slot. */
class CallerTest {
    private final ManualTime time = new ManualTime();
    private final Script netServer = new Script();
    private final List<Reply> heard = new ArrayList<>();
    private final CompletableFuture<String> signedIn = new CompletableFuture<>();
    private final Tickets tickets = new Tickets(
            () -> signedIn,
            new SignInRetry(times -> Duration.ofSeconds(1), List::of, false, Runnable::run, time, time::nanoTime),
            Duration.ofHours(6),
            text -> text,
            time::nanoTime);
    private boolean shut;
    private final AdaptiveRate rate = new AdaptiveRate(1, time::nanoTime);
    private final CallLimiter limiter = new CallLimiter(1, rate, () -> shut, Runnable::run, time, time::nanoTime);
    private final Caller caller =
            new Caller(netServer, tickets, limiter, rate, (reply, took) -> heard.add(reply), time::nanoTime);

    private Callers.Recorded make(int taskId, Turn turn) {
        Callers.Recorded call = new Callers.Recorded(taskId);
        caller.make(call, turn);
        return call;
    }

    @Test
    void aCallBeginsWhenItsTurnHasComeAndThereIsATicket() {
        Callers.Recorded call = make(42, Turn.FIRST);
        assertThat(call.begun).isZero();
        assertThat(limiter.inside()).isOne();

        signedIn.complete("ticket");

        assertThat(call.reply).isCompletedWithValue(found(42));
        assertThat(netServer.tickets()).containsExactly("ticket");
        assertThat(limiter.inside()).isZero();
        assertThat(caller.inFlight()).isZero();
        assertThat(heard).containsExactly(found(42));
    }

    @Test
    void aCallThatIsNoLongerWantedIsNotMadeAndMakesRoom() {
        Callers.Recorded call = make(42, Turn.FIRST);
        call.wanted = false;

        signedIn.complete("ticket");

        assertThat(call.withdrawn).isOne();
        assertThat(netServer.calls).isEmpty();
        assertThat(limiter.inside()).isZero();
    }

    @Test
    void aCallWhoseTurnCameBeforeCallsWereKeptBackQueuesAgainAndAProbeDoesNot() {
        Callers.Recorded call = make(42, Turn.FIRST);
        shut = true;
        signedIn.complete("ticket");
        assertThat(call.begun).isZero();
        assertThat(limiter.waiting()).isOne();

        time.advance(Duration.ofSeconds(1));
        assertThat(make(1, Turn.PROBE).reply).isCompletedWithValue(found(1));

        shut = false;
        time.advance(Duration.ofSeconds(1));
        limiter.reopen();
        assertThat(call.reply).isCompletedWithValue(found(42));
    }

    @ParameterizedTest
    @EnumSource(Turn.class)
    void whateverBreaksTheCallEndsAndMakesRoom(Turn turn) {
        signedIn.complete("ticket");
        netServer.breaks(new IllegalStateException("broken")).throwsAtOnce(new OutOfMemoryError("none left"));

        for (int call = 0; call < 2; call++) {
            Callers.Recorded made = make(42, turn);
            time.advance(Duration.ofSeconds(1));
            assertThat(made.reply.join()).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(
                            failed.failure().code())
                    .isEqualTo("internal"));
            assertThat(caller.inFlight()).isZero();
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(make(7, Turn.FIRST).reply).isCompletedWithValue(found(7));
    }

    @Test
    void anExpiredTicketIsReplacedForAllAndOneThatWasAcceptedIsKept() {
        signedIn.complete("ticket");
        netServer.says(found(1), expired());
        make(1, Turn.FIRST);
        time.advance(Duration.ofSeconds(1));
        make(2, Turn.FIRST);
        assertThat(tickets.signIns()).isOne();

        time.advance(Duration.ofSeconds(1));
        make(3, Turn.FIRST);

        assertThat(tickets.signIns()).isEqualTo(2);
    }

    @Test
    void aConfirmationTakesItsShareOfTheRate() {
        signedIn.complete("ticket");
        netServer.says(
                new Reply.Failed(new Failure.NotFound("nil-response", "no such task"), true),
                new Reply.Failed(new Failure.NotFound("nil-response", "no such task")));

        Callers.Recorded confirmed = make(42, Turn.FIRST);
        Callers.Recorded next = make(43, Turn.FIRST);

        assertThat(confirmed.reply).isCompleted();
        assertThat(netServer.taskIds()).containsExactly(42, 42);
        time.advance(Duration.ofMillis(1_900));
        assertThat(next.reply).isNotCompleted();
        time.advance(Duration.ofMillis(200));
        assertThat(next.reply).isCompleted();
    }

    @Test
    void aProbeConfirmsNothing() {
        signedIn.complete("ticket");
        netServer.says(new Reply.Failed(new Failure.NotFound("nil-response", "no such task"), true));

        assertThat(make(42, Turn.PROBE).reply).isCompleted();
        assertThat(netServer.calls).hasSize(1);
    }

    @Test
    void whatFailsIsHeardOfLikeAnAnswer() {
        signedIn.complete("ticket");
        netServer.says(unavailable(), throttled());

        make(1, Turn.FIRST);
        time.advance(Duration.ofSeconds(1));
        make(2, Turn.PROBE);
        time.advance(Duration.ofSeconds(1));

        assertThat(heard).containsExactly(unavailable(), throttled());
    }
}
