package io.batchtask.bridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class TicketsTest {
    private static final Failure NO = new Failure.Unavailable("connect-refused", "nobody listens there");

    private final ManualTime time = new ManualTime();
    private final Deque<CompletableFuture<String>> answers = new ArrayDeque<>();
    private final List<Integer> backOffs = new ArrayList<>();
    private int asked;
    private final Tickets tickets = tickets(this::signIn);

    @Test
    void noSignInBeforeATicketIsWanted() {
        assertThat(asked).isZero();
        assertThat(tickets.signIns()).isZero();
        assertThat(tickets.refusal()).isEmpty();
    }

    @Test
    void aCallerThatWantsATicketWhileSigningInIsUnderWayWaitsForTheSameOne() {
        CompletableFuture<String> signIn = next();

        CompletableFuture<String> one = tickets.ticket();
        CompletableFuture<String> other = tickets.ticket();
        assertThat(one).isNotDone();
        signIn.complete("a");

        assertThat(one).isCompletedWithValue("a");
        assertThat(other).isCompletedWithValue("a");
        assertThat(tickets.ticket()).isCompletedWithValue("a");
        assertThat(asked).isEqualTo(1);
        assertThat(tickets.signIns()).isEqualTo(1);
    }

    @Test
    void aTicketThatIsNoLongerGoodIsReplacedWhenItIsWantedNext() {
        next().complete("a");
        next().complete("b");
        tickets.ticket();
        accepted("a");

        tickets.invalidate("a");
        assertThat(asked).as("not before it is wanted").isEqualTo(1);

        assertThat(tickets.ticket()).isCompletedWithValue("b");
        assertThat(tickets.signIns()).isEqualTo(2);
    }

    @Test
    void manyWhoseTicketWasRefusedReplaceItOnce() {
        next().complete("a");
        next().complete("b");
        tickets.ticket();
        accepted("a");

        for (int i = 0; i < 50; i++) {
            tickets.invalidate("a");
            assertThat(tickets.ticket()).isCompletedWithValue("b");
        }

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aLateWordAboutAFormerTicketIsIgnored() {
        next().complete("a");
        CompletableFuture<String> second = next();
        tickets.ticket();
        accepted("a");
        tickets.invalidate("a");
        CompletableFuture<String> wanted = tickets.ticket();

        tickets.invalidate("a"); // while the next one is being fetched
        second.complete("b");
        tickets.invalidate("a");

        assertThat(wanted).isCompletedWithValue("b");
        assertThat(tickets.ticket()).isCompletedWithValue("b");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aSignInWithoutAnAnswerIsRepeatedEverMoreSlowly() {
        for (int i = 0; i < 4; i++) {
            next().completeExceptionally(new SignInRefused(NO));
        }
        next().complete("a");

        CompletableFuture<String> wanted = tickets.ticket();

        assertThat(asked).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(asked).isEqualTo(2);
        time.advance(Duration.ofSeconds(2));
        assertThat(asked).isEqualTo(3);
        time.advance(Duration.ofSeconds(3));
        assertThat(asked).isEqualTo(4);
        assertThat(wanted).isNotDone();
        time.advance(Duration.ofSeconds(4));
        assertThat(wanted).isCompletedWithValue("a");
        assertThat(new HashSet<>(backOffs)).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(time.pending()).isZero();
    }

    @Test
    void afterASuccessTheNextRefusalWaitsTheFirstTimeAgain() {
        next().completeExceptionally(new SignInRefused(NO));
        next().completeExceptionally(new SignInRefused(NO));
        next().complete("a");
        next().completeExceptionally(new SignInRefused(NO));
        next().complete("b");
        tickets.ticket();
        time.advance(Duration.ofSeconds(3));
        accepted("a");
        tickets.invalidate("a");
        backOffs.clear();

        CompletableFuture<String> wanted = tickets.ticket();
        time.advance(Duration.ofSeconds(1));

        assertThat(backOffs).containsOnly(1);
        assertThat(wanted).isCompletedWithValue("b");
    }

    private Optional<Failure> reason() {
        return tickets.silence().map(Silence::reason);
    }

    @Test
    void theReasonIsReportedUntilSigningInSucceeds() {
        next().completeExceptionally(new SignInRefused(NO));
        CompletableFuture<String> second = next();

        tickets.ticket();
        assertThat(reason()).contains(NO);
        time.advance(Duration.ofSeconds(1));
        assertThat(reason()).as("while it is tried again").contains(NO);

        second.complete("a");
        assertThat(reason()).isEmpty();
    }

    @Test
    void aCallerThatWaitedThroughTheRefusalsIsServedAfterThem() {
        next().completeExceptionally(new SignInRefused(NO));
        next().complete("a");
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        List<Boolean> refusedWhenServed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(tickets.ticket());
        }
        waiting.get(0).thenAccept(ticket -> refusedWhenServed.add(reason().isPresent()));

        time.advance(Duration.ofSeconds(1));

        assertThat(waiting).allSatisfy(one -> assertThat(one).isCompletedWithValue("a"));
        assertThat(refusedWhenServed).as("reading may go on by then").containsExactly(false);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theReasonIsFoundInsideWhatFuturesWrapItIn() {
        next().completeExceptionally(new CompletionException(new SignInRefused(NO)));

        tickets.ticket();

        assertThat(reason()).contains(NO);
    }

    @Test
    void signingInThatBreaksAtOnceIsRepeatedLikeARefusal() {
        AtomicInteger calls = new AtomicInteger();
        Tickets broken = tickets(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the ticket file is secret text: cannot be read");
            }
            return CompletableFuture.completedFuture("a");
        });

        CompletableFuture<String> wanted = broken.ticket();

        assertThat(broken.refusal()).as("it is no fault of the credentials").isEmpty();
        assertThat(broken.silence()).hasValueSatisfying(silence -> {
            assertThat(silence.reason()).isInstanceOf(Failure.Unavailable.class);
            assertThat(silence.reason().message())
                    .contains("IllegalStateException")
                    .doesNotContain("secret text");
        });
        time.advance(Duration.ofSeconds(1));
        assertThat(wanted).isCompletedWithValue("a");
        assertThat(broken.silence()).isEmpty();
    }

    static Stream<Supplier<CompletableFuture<String>>> breakages() {
        return Stream.of(
                () -> {
                    throw new StackOverflowError();
                },
                () -> null,
                () -> CompletableFuture.completedFuture(null),
                () -> CompletableFuture.failedFuture(new OutOfMemoryError()));
    }

    /** All wait for the one future: were it forgotten, all would wait for ever. */
    @ParameterizedTest
    @MethodSource("breakages")
    void whateverSigningInBreaksOfItIsTriedAgain(Supplier<CompletableFuture<String>> breakage) {
        AtomicInteger calls = new AtomicInteger();
        Tickets broken =
                tickets(() -> calls.incrementAndGet() < 3 ? breakage.get() : CompletableFuture.completedFuture("a"));

        CompletableFuture<String> wanted = broken.ticket();

        assertThat(wanted).isNotDone();
        assertThat(broken.silence()).isPresent();
        time.advance(Duration.ofMinutes(1));
        assertThat(wanted).isCompletedWithValue("a");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aMessageThatCannotBeRedactedDoesNotEndIt() {
        AtomicInteger calls = new AtomicInteger();
        Tickets unredacted = new Tickets(
                () -> calls.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new SignInRefused(NO))
                        : CompletableFuture.completedFuture("a"),
                retrial(),
                Duration.ofHours(6),
                text -> {
                    throw new IllegalStateException("a secret's file is gone");
                },
                time::nanoTime);

        CompletableFuture<String> wanted = unredacted.ticket();
        time.advance(Duration.ofSeconds(1));

        assertThat(wanted).isCompletedWithValue("a");
    }

    @Test
    void threadsThatCollideSignInOnce() throws Exception {
        int threads = 4;
        int rounds = 500;
        AtomicInteger signIns = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Tickets> rounded = Stream.generate(() -> tickets(() -> {
                    signIns.incrementAndGet();
                    return CompletableFuture.completedFuture("a");
                }))
                .limit(rounds)
                .toList();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(callers.submit(() -> {
                    for (Tickets fresh : rounded) {
                        together.await();
                        fresh.ticket();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(5, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(signIns).hasValue(rounds);
    }

    /** The only place that makes them. */
    private Tickets tickets(Supplier<CompletableFuture<String>> signIn) {
        return new Tickets(signIn, retrial(), Duration.ofHours(6), text -> text, time::nanoTime);
    }

    private SignInRetry retrial() {
        return new SignInRetry(this::backOff, List::of, false, Runnable::run, time, time::nanoTime);
    }

    @Test
    void aLateAnswerToAFormerTicketSaysNothingOfTheNewOne() {
        answers.add(CompletableFuture.completedFuture("first"));
        answers.add(CompletableFuture.completedFuture("second"));
        answers.add(CompletableFuture.completedFuture("third"));
        accepted("first");
        tickets.invalidate("first");
        assertThat(tickets.ticket()).isCompletedWithValue("second");
        tickets.invalidate("second"); // at its first use

        tickets.confirm("first");
        tickets.confirm("second");

        assertThat(tickets.refusal()).isPresent();
    }

    /** NetServer has accepted that ticket. */
    private void accepted(String ticket) {
        assertThat(tickets.ticket()).isCompletedWithValue(ticket);
        tickets.confirm(ticket);
    }

    private CompletableFuture<String> signIn() {
        asked++;
        return answers.remove();
    }

    private Duration backOff(int refusals) {
        backOffs.add(refusals);
        return Duration.ofSeconds(refusals);
    }

    private CompletableFuture<String> next() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    /** Another fault with another cure: the credentials are as good as ever. */
    @Test
    void whatIsNotAnsweredIsNoRefusalAndLastsFromItsFirstTime() {
        for (int i = 0; i < 3; i++) {
            next().completeExceptionally(new SignInRefused(NO));
        }
        next().completeExceptionally(new SignInRefused(new Failure.SignIn("wrong-credentials", "no")));

        tickets.ticket();
        time.advance(Duration.ofSeconds(4));
        assertThat(tickets.refusal()).isEmpty();
        assertThat(tickets.silence()).contains(new Silence(NO, Duration.ofSeconds(4)));

        time.advance(Duration.ofMinutes(1));
        assertThat(tickets.silence()).isEmpty();
        assertThat(tickets.refusal()).isPresent();
    }

    @Test
    void aSilenceHasNotLastedSinceTheTenantWasClosed() {
        for (int i = 0; i < 3; i++) {
            next().completeExceptionally(new SignInRefused(new Failure.Unavailable(Refusal.TENANT_CLOSED, "a backup")));
        }
        next().completeExceptionally(new SignInRefused(NO));

        tickets.ticket();
        time.advance(Duration.ofSeconds(1 + 2 + 3 + 2));

        assertThat(tickets.silence()).contains(new Silence(NO, Duration.ofSeconds(2)));
    }
}
