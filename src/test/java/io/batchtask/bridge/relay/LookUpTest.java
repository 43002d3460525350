package io.batchtask.bridge.relay;

import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.throttled;
import static io.batchtask.bridge.calls.Script.unavailable;
import static io.batchtask.bridge.relay.LookUps.BACK_OFF;
import static io.batchtask.bridge.relay.LookUps.MAX_ATTEMPTS;
import static io.batchtask.bridge.relay.LookUps.MAX_ELAPSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.task.TaskAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One record after the other: what NetServer says, and what becomes of it. */
class LookUpTest {
    private static final Failure NO_SUCH_TASK = new Failure.NotFound("no-task", "there is no such task");

    private final LookUps lookUps = new LookUps();
    private final Script netServer = lookUps.netServer;

    @Test
    void aTaskThatIsFoundIsTheAnswer() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        Instant asked = lookUps.time.clock().instant();
        LookUps.Search search = lookUps.search(42);
        lookUps.time.advance(Duration.ofMillis(300));
        reply.complete(found(42));

        TaskAnswer answer = answer(search);
        assertThat(answer.request()).isSameAs(search.request);
        assertThat(answer.info())
                .hasValueSatisfying(task -> assertThat(task.id()).isEqualTo(42));
        assertThat(answer.attempts()).isEqualTo(1);
        assertThat(answer.lookupTime()).isEqualTo(Duration.ofMillis(300));
        assertThat(answer.lookedUpAt()).isEqualTo(asked.plusMillis(300));
        assertThat(netServer.calls).containsExactly(new Script.Call(42, "ticket-1"));
    }

    @Test
    void aTaskThatIsNotFoundIsAnAnswerToo() {
        netServer.says(new Reply.Failed(NO_SUCH_TASK));

        TaskAnswer answer = answer(lookUps.search(42));

        assertThat(answer.info()).isEmpty();
        assertThat(answer.attempts()).isEqualTo(1);
    }

    @Test
    void aTaskThatIsNotFoundIsRejectedWhereThatIsThePolicy() {
        LookUps strict = new LookUps(1, true);
        strict.netServer.says(new Reply.Failed(NO_SUCH_TASK));

        LookUps.Search search = strict.search(42);

        assertThat(letter(search).failure()).isEqualTo(NO_SUCH_TASK);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("permanent")
    void whatWouldFailAgainIsDeadLetterAtOnce(Failure failure) {
        netServer.says(new Reply.Failed(failure));

        LookUps.Search search = lookUps.search(42);

        Instant now = lookUps.time.clock().instant();
        assertThat(letter(search))
                .isEqualTo(new DeadLetter(search.request.source(), failure, Step.LOOK_UP, 1, now, now));
        assertThat(netServer.calls).hasSize(1);
        assertThat(lookUps.inside.successes()).as("it was an answer").isEqualTo(1);
    }

    static Stream<Arguments> permanent() {
        return Stream.of(
                arguments(new Failure.Refused("SoAccessException", "no right")),
                arguments(new Failure.Contract("wrong-id", "an answer for another task")));
    }

    @Test
    void whenNothingUsableCameBackItIsTriedAgainAfterTheBackOff() {
        netServer.says(unavailable(), unavailable());
        LookUps.Search search = lookUps.search(42);
        assertThat(search.outcome()).isEmpty();

        lookUps.time.advance(BACK_OFF.minusMillis(1));
        assertThat(netServer.calls).hasSize(1);
        lookUps.time.advance(Duration.ofMillis(1));
        assertThat(netServer.calls).hasSize(2);
        lookUps.time.advance(BACK_OFF);

        assertThat(answer(search).attempts()).isEqualTo(3);
    }

    @Test
    void netServersOwnWishToWaitIsHonoured() {
        netServer.says(unavailable("http-502", Duration.ofSeconds(40)));
        LookUps.Search search = lookUps.search(42);

        lookUps.time.advance(Duration.ofSeconds(39));
        assertThat(search.outcome()).isEmpty();
        lookUps.time.advance(Duration.ofSeconds(1));

        assertThat(answer(search).attempts()).isEqualTo(2);
    }

    @Test
    void beingThrottledUsesUpNoAttemptAndNoTime() {
        netServer.otherwise(call -> call.taskId() == 42 ? throttled(Duration.ofMinutes(1)) : found(call.taskId()));
        LookUps.Search search = lookUps.search(42);
        for (int minute = 0; minute < 30; minute++) {
            lookUps.time.advance(Duration.ofMinutes(1));
            lookUps.search(7);
        }
        assertThat(search.outcome()).isEmpty();
        assertThat(netServer.taskIds().stream().filter(id -> id == 42)).hasSize(31);

        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(Duration.ofMinutes(1));

        assertThat(answer(search).attempts()).isEqualTo(1);
    }

    @Test
    void aThrottledCallWithoutAWordForHowLongBacksOff() {
        netServer.says(throttled(), throttled());
        LookUps.Search search = lookUps.search(42);
        assertThat(search.flight.backingOff).isTrue();

        lookUps.time.advance(BACK_OFF.multipliedBy(2));

        assertThat(answer(search).attempts()).isEqualTo(1);
    }

    @Test
    void aRecordWorksDuringTheCallAndBacksOffUntilItIsTriedAgain() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        LookUps.Search search = lookUps.search(42);
        assertThat(search.flight.working).isTrue();

        reply.complete(unavailable());
        assertThat(search.flight.working).isFalse();
        assertThat(search.flight.backingOff).isTrue();

        lookUps.netServer.closed = true;
        lookUps.time.advance(BACK_OFF);
        assertThat(search.flight.backingOff)
                .as("it could go on if it were its turn")
                .isFalse();
        lookUps.netServer.closed = false;
        lookUps.inside.reopen();
        assertThat(search.flight.working).as("on its way to be published").isTrue();
    }

    @Test
    void oneThatKeepsFailingWhileOthersSucceedIsPoison() {
        Instant first = lookUps.time.clock().instant();
        netServer.otherwise(call -> call.taskId() == 13 ? unavailable("timeout") : found(call.taskId()));
        LookUps.Search poison = lookUps.search(13);
        lookUps.search(42);

        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS));

        DeadLetter rejection = letter(poison);
        assertThat(rejection.failure()).isInstanceOf(Failure.Poison.class);
        assertThat(rejection.failure().code()).isEqualTo("timeout");
        assertThat(rejection.attempts()).isEqualTo(MAX_ATTEMPTS);
        assertThat(rejection.firstFailureAt()).isEqualTo(first);
        assertThat(rejection.failedAt()).isEqualTo(first.plus(BACK_OFF.multipliedBy(MAX_ATTEMPTS - 1)));
        assertThat(netServer.taskIds()).as("and a probe").containsExactly(13, 42, 13, 13, 13, 13, 42);
    }

    @Test
    void anAnswerLongAgoDoesNotMakePoisonOfWhatAnOutageHitsFirst() {
        netServer.otherwise(call -> call.taskId() == 13 ? unavailable("timeout") : found(call.taskId()));
        LookUps.Search first = lookUps.search(13);
        lookUps.search(42);
        netServer.otherwise(call -> unavailable("timeout"));

        lookUps.time.advance(Duration.ofHours(1));
        assertThat(first.outcome()).isEmpty();
        assertThat(lookUps.inside.isOn()).isTrue();

        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(Duration.ofMinutes(1));
        assertThat(answer(first).info()).isPresent();
    }

    @Test
    void oneIdThatManyRecordsAskForIsNoOutage() {
        netServer.otherwise(call -> call.taskId() == 666 ? unavailable("timeout") : found(call.taskId()));
        for (int record = 0; record < 50; record++) {
            lookUps.search(666);
        }
        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS));
        for (int record = 0; record < 20; record++) {
            lookUps.search(666);
            lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS));
        }
        assertThat(lookUps.inside.outages()).isZero();
    }

    @Test
    void whenNoOtherIsThereAProbeTellsPoisonFromAnOutage() {
        netServer.otherwise(call -> call.taskId() == 13 ? unavailable("timeout") : found(call.taskId()));
        LookUps.Search poison = lookUps.search(13);

        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS));

        assertThat(letter(poison).failure()).isInstanceOf(Failure.Poison.class);
        assertThat(netServer.taskIds()).containsExactly(13, 13, 13, 13, 13, 1);
    }

    @Test
    void successesBeforeItsFirstFailureProveNothing() {
        lookUps.search(42);
        netServer.otherwise(call -> unavailable());

        LookUps.Search search = lookUps.search(13);
        lookUps.time.advance(MAX_ELAPSED.multipliedBy(2));

        assertThat(search.outcome()).isEmpty();
        assertThat(lookUps.inside.isOn()).isTrue();
    }

    @Test
    void aStepOfTheClockSpendsNoRetries() {
        netServer.says(unavailable(), unavailable(), unavailable());
        LookUps.Search search = lookUps.search(42);
        lookUps.search(43);

        for (int i = 0; i < 3; i++) {
            lookUps.time.stepClock(Duration.ofHours(i % 2 == 0 ? 1 : -2));
            lookUps.time.advance(BACK_OFF);
        }

        assertThat(answer(search).attempts()).isEqualTo(3);
    }

    @Test
    void aRecordThatHasFailedDoesNotWaitForAllTheOthersASecondTime() {
        LookUps narrow = new LookUps(1, false);
        CompletableFuture<Reply> reply = narrow.netServer.makesWait();
        narrow.search(13);
        CompletableFuture<Reply> next = narrow.netServer.makesWait();
        IntStream.range(100, 120).forEach(narrow::search);

        reply.complete(unavailable());
        narrow.time.advance(BACK_OFF);
        next.complete(found(100));

        assertThat(narrow.netServer.taskIds().subList(0, 3)).containsExactly(13, 100, 13);
    }

    @Test
    void itIsNotTriedForLongerThanAllowedEither() {
        netServer.otherwise(
                call -> call.taskId() == 13 ? unavailable("http-502", Duration.ofMinutes(3)) : found(call.taskId()));
        LookUps.Search poison = lookUps.search(13);
        lookUps.search(42);

        lookUps.time.advance(MAX_ELAPSED.multipliedBy(2));

        assertThat(letter(poison).attempts()).as("at 0, 3 and 6 minutes").isEqualTo(3);
    }

    /** Out of memory, a client that is closed: none of it says anything about the task. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
    void aCallThatBreaksOnOurSideIsMadeAgainAndFreesItsPlace(Class<? extends Throwable> defect) throws Exception {
        LookUps narrow = new LookUps(1, false);
        narrow.netServer.breaks(defect.getDeclaredConstructor().newInstance());

        LookUps.Search broken = narrow.search(13);

        assertThat(broken.outcome()).isEmpty();
        assertThat(answer(narrow.search(42)).info()).isPresent();
        narrow.time.advance(BACK_OFF);
        assertThat(answer(broken).info()).isPresent();
        assertThat(answer(broken).attempts()).isEqualTo(2);
    }

    /** How the process fares says nothing about the record; it is asked for again. */
    @Test
    void noMemoryWhileAnAnswerIsJudgedIsNoFaultOfTheRecord() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        LookUps.Search search = lookUps.search(42);
        search.flight.breaks = new OutOfMemoryError("for a test");
        reply.complete(unavailable());

        assertThat(search.outcome()).isEmpty();
        lookUps.time.advance(BACK_OFF);
        assertThat(answer(search).info()).isPresent();
    }

    @Test
    void anAnswerThisProgramStumblesOverEndsTheRecordAndFreesItsPlace() {
        LookUps narrow = new LookUps(1, false);
        narrow.netServer.otherwise(call -> call.taskId() == 13 ? new Reply.Found(null) : found(call.taskId()));

        assertThat(letter(narrow.search(13)).failure().code()).isEqualTo("internal");
        assertThat(answer(narrow.search(42)).info()).isPresent();
    }

    @ParameterizedTest(name = "given back before call {0}")
    @ValueSource(ints = {1, 2, 3})
    void aRecordThatIsNoLongerOursIsNotLookedUpAgain(int call) {
        LookUps narrow = new LookUps(1, false);
        narrow.netServer.otherwise(any -> unavailable());
        narrow.inside.begin(); // none enters before all is prepared
        LookUps.Search search = narrow.search(13);
        search.flight.draining = call == 1;
        narrow.inside.end();
        narrow.inside.reopen();
        for (int made = 1; made < call; made++) {
            assertThat(search.outcome()).isEmpty();
            search.flight.draining = made == call - 1;
            narrow.time.advance(BACK_OFF);
        }

        assertThat(search.outcome()).contains(new Outcome.GivenBack());
        assertThat(narrow.netServer.taskIds().stream().filter(id -> id == 13)).hasSize(call - 1);
        narrow.netServer.otherwise(any -> found(42));
        assertThat(answer(narrow.search(42)).info()).as("its place is free").isPresent();
    }

    @Test
    void manyAreLookedUpAtOnceAndEachGetsItsOwnAnswer() {
        List<CompletableFuture<Reply>> replies =
                Stream.generate(netServer::makesWait).limit(3).toList();
        List<LookUps.Search> searches = Stream.of(1, 2, 3).map(lookUps::search).toList();

        replies.get(2).complete(found(3));
        replies.get(0).complete(found(1));
        assertThat(searches.get(1).outcome()).isEmpty();
        replies.get(1).complete(found(2));

        assertThat(searches)
                .allSatisfy(search ->
                        assertThat(answer(search).info().orElseThrow().id()).isEqualTo(search.request.taskId()));
    }

    static TaskAnswer answer(LookUps.Search search) {
        assertThat(search.outcome()).containsInstanceOf(TaskAnswer.class);
        return (TaskAnswer) search.outcome().orElseThrow();
    }

    static DeadLetter letter(LookUps.Search search) {
        assertThat(search.outcome()).containsInstanceOf(DeadLetter.class);
        DeadLetter givenUp = (DeadLetter) search.outcome().orElseThrow();
        assertThat(givenUp.source()).isSameAs(search.request.source());
        return givenUp;
    }
}
