package io.batchtask.bridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.time.ManualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ticket from its first use to its end: idle too long, refused at once, refused after good service. */
class TicketLifeTest {
    private static final Duration IDLE_LIFE = Duration.ofHours(6).minusMinutes(15);

    private final ManualTime time = new ManualTime();
    private final List<String> handedOut = new ArrayList<>();
    private boolean refused;

    private final Tickets tickets = new Tickets(
            this::signIn,
            new SignInRetry(TicketLifeTest::backOff, List::of, false, Runnable::run, time, time::nanoTime),
            IDLE_LIFE,
            text -> text,
            time::nanoTime);

    private CompletableFuture<String> signIn() {
        if (refused) {
            return CompletableFuture.failedFuture(new SignInRefused(new Failure.Unavailable("http-503", "busy")));
        }
        handedOut.add("ticket-" + (handedOut.size() + 1));
        return CompletableFuture.completedFuture(handedOut.get(handedOut.size() - 1));
    }

    /** 1 s, 2 s, 4 s, … */
    private static Duration backOff(int refusals) {
        return Duration.ofSeconds(1L << (refusals - 1));
    }

    /** A call that NetServer answers. */
    private String use() {
        String ticket = tickets.ticket().getNow(null);
        assertThat(ticket).as("a ticket that is there at once").isNotNull();
        tickets.confirm(ticket);
        return ticket;
    }

    // ---- idle

    @Test
    void aTicketInRegularUseIsNeverReplaced() {
        for (int hour = 0; hour < 24 * 30; hour += 5) {
            assertThat(use()).isEqualTo("ticket-1");
            time.advance(Duration.ofHours(5));
        }
        assertThat(tickets.signIns()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PT5H44M59S, ticket-1", "PT5H45M, ticket-2", "PT6H, ticket-2", "PT720H, ticket-2"})
    void aTicketThatHasLainIdleForNearlyItsWholeLifeIsReplacedBeforeItIsUsed(Duration idle, String next) {
        use();

        time.advance(idle);

        assertThat(use()).isEqualTo(next);
    }

    @Test
    void aTicketThatWasNeverUsedLivesFromSigningInOn() {
        tickets.ticket();

        time.advance(IDLE_LIFE);

        assertThat(use()).isEqualTo("ticket-2");
    }

    @Test
    void askingForATicketIsNoUse() {
        use();
        time.advance(Duration.ofHours(5));
        tickets.ticket(); // but the call never reached NetServer

        time.advance(Duration.ofMinutes(45));

        assertThat(use()).isEqualTo("ticket-2");
    }

    @Test
    void anIdleTicketIsReplacedOnceForAll() {
        use();
        time.advance(IDLE_LIFE);

        for (int caller = 0; caller < 100; caller++) {
            assertThat(use()).isEqualTo("ticket-2");
        }
        assertThat(tickets.signIns()).isEqualTo(2);
    }

    @Test
    void aCallerThatWaitsForTheReplacementGetsItWhenSigningInIsPossibleAgain() {
        use();
        time.advance(IDLE_LIFE);
        refused = true;
        CompletableFuture<String> waiting = tickets.ticket();
        time.advance(Duration.ofSeconds(5));
        assertThat(waiting).isNotDone();
        assertThat(tickets.silence()).isPresent();

        refused = false;
        time.advance(Duration.ofSeconds(10));

        assertThat(waiting).isCompletedWithValue("ticket-2");
        assertThat(tickets.silence()).isEmpty();
    }

    // ---- refused

    @Test
    void aTicketRefusedAfterGoodServiceIsReplacedAtOnce() {
        tickets.invalidate(use());

        assertThat(use()).isEqualTo("ticket-2");
        assertThat(time.waits()).isEmpty();
        assertThat(tickets.refusal()).isEmpty();
    }

    @Test
    void aTicketRefusedAtItsFirstUseBacksOff() {
        tickets.invalidate(tickets.ticket().join());

        CompletableFuture<String> next = tickets.ticket();
        assertThat(next).isNotDone();
        assertThat(tickets.refusal().orElseThrow().code()).isEqualTo("new-ticket-refused");
        time.advance(Duration.ofMillis(999));
        assertThat(next).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(next).isCompletedWithValue("ticket-2");
    }

    @Test
    void eachFurtherTicketRefusedAtItsFirstUseBacksOffLonger() {
        for (int refusals = 1; refusals <= 5; refusals++) {
            tickets.invalidate(tickets.ticket().join());
            CompletableFuture<String> next = tickets.ticket();
            time.advance(backOff(refusals).minusMillis(1));
            assertThat(next).as("after %s refusals", refusals).isNotDone();
            time.advance(Duration.ofMillis(1));
            assertThat(next).as("after %s refusals", refusals).isDone();
        }
        assertThat(tickets.signIns()).isEqualTo(6);
    }

    @Test
    void oneTicketThatIsAcceptedEndsTheBackOff() {
        tickets.invalidate(tickets.ticket().join());
        tickets.ticket();
        time.advance(Duration.ofSeconds(1));
        String accepted = use();
        assertThat(tickets.refusal()).isEmpty();

        tickets.invalidate(accepted);

        assertThat(use()).isEqualTo("ticket-3");
    }

    @Test
    void aHundredRefusalsOfTheSameTicketAreOne() {
        String ticket = tickets.ticket().join();
        for (int call = 0; call < 100; call++) {
            tickets.invalidate(ticket);
        }
        tickets.ticket();
        time.advance(Duration.ofSeconds(1));

        assertThat(tickets.signIns()).isEqualTo(2);
        for (int call = 0; call < 100; call++) {
            tickets.invalidate(ticket); // late answers to calls with the old one
        }
        assertThat(use()).isEqualTo("ticket-2");
    }

    @Test
    void aTicketRefusedAtItsFirstUseIsReplacedAlsoWhenNoneWaitsForOne() {
        tickets.invalidate(tickets.ticket().join()); // and the caller's partition has moved to another process

        time.advance(Duration.ofMinutes(10));

        assertThat(tickets.refusal()).as("reading would be paused for ever").isEmpty();
        assertThat(use()).isEqualTo("ticket-2");
    }

    /** Between a failure and its becoming known a thread may stand still for as long as the repetition takes. */
    @Test
    void aFailureWhoseRepetitionHasSucceededIsNoNewsAnyMore() {
        ScheduledExecutorService atOnce = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (me, method, given) -> {
                    refused = false;
                    ((Runnable) given[0]).run();
                    return null;
                });
        Tickets quick = new Tickets(
                this::signIn,
                new SignInRetry(times -> Duration.ZERO, List::of, false, Runnable::run, atOnce, time::nanoTime),
                IDLE_LIFE,
                text -> text,
                time::nanoTime);
        refused = true;

        assertThat(quick.ticket()).isCompletedWithValue("ticket-1");
        assertThat(quick.silence()).isEmpty();
    }

    @Test
    void whenTheProcessEndsAFailedSignInIsNeitherNewsNorRepeated() {
        refused = true;
        tickets.ticket();
        tickets.stop();
        refused = false;
        time.advance(Duration.ofHours(1));
        assertThat(handedOut).isEmpty();

        CompletableFuture<String> late = new CompletableFuture<>();
        Tickets ending = new Tickets(
                () -> late,
                new SignInRetry(TicketLifeTest::backOff, List::of, false, Runnable::run, time, time::nanoTime),
                IDLE_LIFE,
                text -> text,
                time::nanoTime);
        ending.ticket();
        ending.stop();
        late.completeExceptionally(new SignInRefused(new Failure.Unavailable("http-503", "busy")));
        assertThat(ending.silence()).isEmpty();
        assertThat(time.pending()).isZero();
    }
}
