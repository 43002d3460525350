package io.batchtask.bridge.calls;

import static io.batchtask.bridge.calls.Script.expired;
import static io.batchtask.bridge.calls.Script.found;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final ManualTime time = new ManualTime();
    private final Script netServer = new Script();
    private final AtomicInteger signIns = new AtomicInteger();
    private final Tickets tickets = new Tickets(
            () -> CompletableFuture.completedFuture("ticket-" + signIns.incrementAndGet()),
            new SignInRetry(n -> FIRST, List::of, false, Runnable::run, time, time::nanoTime),
            Duration.ofHours(6),
            text -> text,
            time::nanoTime);
    private final Breaker outage = new Breaker(2, Duration.ofMinutes(5), time.clock(), time::nanoTime);
    private final AdaptiveRate rate = new AdaptiveRate(0, time::nanoTime);
    private final CallLimiter limiter = new CallLimiter(2, rate, outage::isFeared, Runnable::run, time, time::nanoTime);
    private final Caller caller = new Caller(netServer, tickets, limiter, rate, (reply, took) -> {}, time::nanoTime);
    private final Probe probe = new Probe(caller, outage, tickets);

    @BeforeEach
    void listen() {
        outage.listener(new ProbeSchedule(
                probe, caller, limiter, outage, ProbeTest::doubling, text -> text, Runnable::run, time));
    }

    private static Duration doubling(int number) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(number - 1, 20));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    @Test
    void anyAnswerShowsThatNetServerAnswers() {
        netServer.says(new Reply.Failed(new Failure.NotFound("no-task", "there is no such task")));

        assertThat(probe.answers()).isCompletedWithValue(true);
        assertThat(outage.isOn()).isFalse();
    }

    @Test
    void withoutAnAnswerAnOutageIsSuspectedAndFoundOutWithinASecond() {
        netServer.otherwise(call -> unavailable());

        assertThat(probe.answers()).isCompletedWithValue(false);
        assertThat(outage.isFeared()).isTrue();
        time.advance(Duration.ofMillis(749));
        assertThat(outage.isOn()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertThat(outage.isOn()).isTrue();
        assertThat(netServer.calls).as("the first, and three tests").hasSize(4);
    }

    @Test
    void whileACallIsUnderWayThatMayBeAnsweredItTakesFiveTests() {
        netServer.otherwise(call -> unavailable());
        limiter.enter(Turn.FIRST, () -> {});

        outage.suspect(Duration.ZERO);
        time.advance(Duration.ofMillis(3_749));
        assertThat(outage.isOn()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertThat(outage.isOn()).isTrue();
        assertThat(netServer.calls).hasSize(5);
    }

    @Test
    void testsOfASuspicionDoNotWaitForOneThatHangs() {
        netServer.makesWait();
        CompletableFuture<Reply> second = netServer.makesWait();
        List<String> entered = new ArrayList<>();
        outage.suspect(Duration.ZERO);
        limiter.enter(Turn.FIRST, () -> entered.add("waiting"));

        time.advance(Duration.ofMillis(250));
        assertThat(netServer.calls).hasSize(2);
        assertThat(entered).isEmpty();
        second.complete(found(1));

        assertThat(outage.isFeared()).isFalse();
        assertThat(entered).containsExactly("waiting");
        time.advance(Duration.ofMinutes(1));
        assertThat(netServer.calls).as("nothing more is tested").hasSize(2);
    }

    @Test
    void aSuspicionThatAnotherAnswerHasEndedIsNotTestedAnyMore() {
        netServer.otherwise(call -> unavailable());
        outage.suspect(Duration.ofSeconds(2));
        assertThat(netServer.calls).as("not before it is worth it").isEmpty();

        outage.answered("somebody");
        time.advance(Duration.ofMinutes(1));

        assertThat(netServer.calls).isEmpty();
        assertThat(outage.outages()).isZero();
    }

    @Test
    void whateverIsThrownInAProbeIsNoAnswerAndDoesNotEndTheProbing() {
        for (int i = 0; i < 3; i++) {
            netServer.throwsAtOnce(new StackOverflowError());
            netServer.breaks(new StackOverflowError());
        }
        outage.begin();

        time.advance(Duration.ofMinutes(2));

        assertThat(outage.isOn()).as("answered at last").isFalse();
        assertThat(netServer.calls).hasSize(7);
    }

    @Test
    void aCallThatBreaksIsNoAnswer() {
        netServer.breaks(new IllegalStateException("broken"));

        assertThat(probe.answers()).isCompletedWithValue(false);
    }

    @Test
    void aCallerThatAsksWhileAProbeIsUnderWayGetsItsResult() {
        CompletableFuture<Reply> reply = netServer.makesWait();

        CompletableFuture<Boolean> one = probe.answers();
        CompletableFuture<Boolean> other = probe.answers();
        assertThat(netServer.calls).hasSize(1);
        reply.complete(found(1));

        assertThat(one).isCompletedWithValue(true);
        assertThat(other).isCompletedWithValue(true);
        assertThat(probe.answers()).isCompletedWithValue(true);
        assertThat(netServer.calls)
                .as("once it is over the next one asks again")
                .hasSize(2);
    }

    @Test
    void duringAnOutageItAsksEverMoreSlowlyUntilThereIsAnAnswer() {
        netServer.otherwise(call -> unavailable());
        outage.begin();
        assertThat(netServer.calls).as("not at once").isEmpty();

        time.advance(Duration.ofMinutes(1));

        assertThat(time.waits().stream().map(Duration::toSeconds).limit(7)).containsExactly(1L, 2L, 4L, 8L, 8L, 8L, 8L);
        assertThat(outage.isOn()).isTrue();
    }

    @Test
    void oneProbeIsUnderWayAtATimeHoweverSlowItIs() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        outage.begin();
        time.advance(Duration.ofMinutes(10));
        assertThat(netServer.calls).hasSize(1);

        reply.complete(unavailable());
        time.advance(Duration.ofSeconds(2));

        assertThat(netServer.calls).hasSize(2);
    }

    @Test
    void theFirstAnswerEndsTheOutageAndOpensTheGate() {
        List<String> entered = new ArrayList<>();
        outage.begin();
        limiter.enter(Turn.FIRST, () -> entered.add("waiting"));
        netServer.says(unavailable(), unavailable()).describesTheTask();

        time.advance(Duration.ofSeconds(3));
        assertThat(entered).isEmpty();
        time.advance(Duration.ofSeconds(4));

        assertThat(outage.isOn()).isFalse();
        assertThat(entered).containsExactly("waiting");
        assertThat(time.pending()).as("nothing more is asked").isZero();
    }

    @Test
    void theNextOutageIsProbedFromTheStartAgain() {
        netServer.says(unavailable(), unavailable()).describesTheTask();
        outage.begin();
        time.advance(Duration.ofMinutes(1));
        assertThat(outage.isOn()).isFalse();
        int before = time.waits().size();

        outage.begin();

        assertThat(time.waits().subList(before, time.waits().size())).containsExactly(FIRST);
    }

    @Test
    void oneThatIsBegunByAProbeIsProbedOnceAtATimeAsWell() {
        netServer.otherwise(call -> unavailable());

        probe.answers();
        time.advance(Duration.ofSeconds(1));
        outage.begin();
        assertThat(outage.isOn()).isTrue();
        time.advance(Duration.ofSeconds(1)); // what was left of testing

        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void netServerIsLeftAloneForAsLongAsItAsked() {
        outage.failed("a", new Failure.Unavailable("http-503", "busy", Optional.of(Duration.ofSeconds(45))));
        outage.begin();

        time.advance(Duration.ofSeconds(44));
        assertThat(netServer.calls).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(netServer.calls).hasSize(1);
    }

    @Test
    void itAsksForATaskThatWasAnsweredForAndForAnotherWhenThatOneFails() {
        outage.begin(); // nothing is suspected any more
        probe.answeredFor(4711);
        netServer.says(unavailable(), unavailable(), unavailable());

        probe.answers();
        probe.answers();
        probe.answers();
        probe.answers();

        assertThat(netServer.taskIds()).containsExactly(4711, 1, Integer.MAX_VALUE, 1);
    }

    @Test
    void aProbeHoldsItsPlaceInTheGateNoLongerThanItsCall() {
        outage.begin(); // nothing is suspected any more
        netServer
                .says(unavailable())
                .breaks(new IllegalStateException("broken"))
                .describesTheTask();

        for (int i = 0; i < 10; i++) {
            probe.answers();
        }

        assertThat(netServer.calls).hasSize(10);
    }

    @Test
    void otherFailuresCastNoDoubtOnTheTicket() {
        outage.begin(); // nothing is suspected any more
        netServer.otherwise(call -> unavailable("timeout"));

        probe.answers();
        probe.answers();

        assertThat(signIns).hasValue(1);
    }

    @Test
    void anExpiredTicketIsReplacedAndTheProbeRepeated() {
        netServer.says(expired()).describesTheTask();

        CompletableFuture<Boolean> answers = probe.answers();
        time.advance(FIRST);

        assertThat(answers).isCompletedWithValue(true);
        assertThat(netServer.tickets()).containsExactly("ticket-1", "ticket-2");
        assertThat(outage.isOn()).isFalse();
    }

    /** Nothing could be looked up with such tickets, and every record would be taken for poison. */
    @Test
    void aNetServerThatRefusesEvenANewTicketAnswersNoOne() {
        netServer.otherwise(call -> expired());

        CompletableFuture<Boolean> answers = probe.answers();
        time.advance(FIRST);

        assertThat(answers).isCompletedWithValue(false);
        assertThat(netServer.tickets()).startsWith("ticket-1", "ticket-2");
        time.advance(Duration.ofMinutes(1));
        assertThat(outage.isOn()).isTrue();
    }

    @Test
    void anOutageOfThatKindEndsWithTheFirstTicketThatIsAccepted() {
        netServer.otherwise(call -> call.ticket().equals("ticket-5") ? found(1) : expired());
        outage.begin();

        time.advance(Duration.ofMinutes(2));

        assertThat(outage.isOn()).isFalse();
        assertThat(netServer.tickets()).endsWith("ticket-5").doesNotHaveDuplicates();
    }
}
