package io.batchtask.bridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often signing in is tried, by what came of it. */
class SignInRetryTest {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Failure WRONG = new Failure.SignIn("wrong-credentials", "user or password is wrong");

    private final ManualTime time = new ManualTime();
    private SignInRefused answer = new SignInRefused(WRONG);
    private String password = "wrong";
    private RuntimeException unreadable;
    private String accepted = "right";
    private int signIns;
    private int looks;

    private final Tickets inFile = tickets(true);

    private Tickets tickets(boolean mayChange) {
        return new Tickets(
                this::signIn,
                new SignInRetry(
                        SignInRetryTest::aSecondToAMinute,
                        this::credentials,
                        mayChange,
                        Runnable::run,
                        time,
                        time::nanoTime),
                Duration.ofHours(6),
                text -> text,
                time::nanoTime);
    }

    private static Duration aSecondToAMinute(int times) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(times - 1, 10)));
    }

    private List<String> credentials() {
        looks++;
        if (unreadable != null) {
            throw unreadable;
        }
        return List.of(password);
    }

    private CompletableFuture<String> signIn() {
        signIns++;
        return password.equals(accepted)
                ? CompletableFuture.completedFuture("ticket-" + signIns)
                : CompletableFuture.failedFuture(answer);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRefusedPasswordIsTriedLessThanAHundredTimesADay(boolean mayChange) {
        tickets(mayChange).ticket();

        time.advance(A_DAY);

        assertThat(signIns).isBetween(2, 100);
    }

    @Test
    void aChangedPasswordIsTriedWithinTwoSecondsWheneverThatIs() {
        CompletableFuture<String> ticket = inFile.ticket();
        time.advance(Duration.ofHours(5).plusMillis(700));
        int before = signIns;

        password = "right";
        time.advance(Duration.ofSeconds(2));

        assertThat(ticket).isDone();
        assertThat(inFile.refusal()).isEmpty();
        assertThat(signIns).isEqualTo(before + 1);
    }

    @Test
    void oneThatIsChangedForAnotherWrongOneIsTriedOnce() {
        inFile.ticket();
        time.advance(Duration.ofMinutes(1));

        password = "wrong as well";
        time.advance(Duration.ofMinutes(10));

        assertThat(signIns).isEqualTo(2);
    }

    @Test
    void oneThatIsChangedWhileTheFormerIsBeingRefusedIsNotOverlooked() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        SignInRetry retrial = new SignInRetry(n -> A_DAY, this::credentials, true, Runnable::run, time, time::nanoTime);
        Tickets slow = new Tickets(
                () -> ++signIns == 1 ? asked : CompletableFuture.completedFuture("a"),
                retrial,
                A_DAY,
                text -> text,
                time::nanoTime);
        CompletableFuture<String> ticket = slow.ticket();

        password = "right";
        asked.completeExceptionally(answer);
        time.advance(Duration.ofSeconds(2));

        assertThat(ticket).isCompletedWithValue("a");
    }

    @Test
    void whatCannotBeReadForAWhileDoesNotEndTheWait() {
        CompletableFuture<String> ticket = inFile.ticket();
        unreadable = new IllegalStateException("the disk is away");
        time.advance(Duration.ofMinutes(5));
        assertThat(signIns).isEqualTo(1);
        assertThat(inFile.refusal()).contains(WRONG);

        unreadable = null;
        password = "right";
        time.advance(Duration.ofSeconds(2));

        assertThat(ticket).isDone();
    }

    @Test
    void whatCannotChangeIsNotLookedAt() {
        tickets(false).ticket();

        time.advance(A_DAY);

        assertThat(looks).isZero();
    }

    @Test
    void aServerThatCannotBeReachedIsAskedOnceAMinute() {
        answer = new SignInRefused(new Failure.Unavailable("connect-refused", "nobody listens there"));
        CompletableFuture<String> ticket = inFile.ticket();
        time.advance(Duration.ofHours(1));
        assertThat(signIns).isBetween(60, 70);

        accepted = password;
        time.advance(Duration.ofMinutes(1));

        assertThat(ticket).isDone();
    }

    @Test
    void aMissingRightOrLicenceIsNoReasonToAskOften() {
        answer = new SignInRefused(new Failure.Refused("SoLicenseException", "no licence"));
        inFile.ticket();

        time.advance(A_DAY);

        assertThat(signIns).isLessThanOrEqualTo(100);
    }

    /** What comes back will not do, so the credentials are good: soon again, but not for ever every minute. */
    @Test
    void anOutcomeThatIsOfNoUseIsTriedAgainSoonAndThenEveryFiveMinutes() {
        answer = SignInRefused.forNow(new Failure.SignIn("bad-security-token", "it has expired"));
        inFile.ticket();

        time.advance(Duration.ofSeconds(7));
        assertThat(signIns).isEqualTo(4);
        time.advance(Duration.ofHours(3));
        assertThat(signIns).isBetween(36, 50);
    }

    /** An approval, a clock, a session: no one says when it is put right. */
    @Test
    void whatMayBePutRightAtTheOtherEndIsTriedAgainSoonAndThenEveryFiveMinutes() {
        answer = SignInRefused.asThingsStand(new Failure.SignIn("system-user-refused", "not approved yet"));
        CompletableFuture<String> ticket = inFile.ticket();

        time.advance(Duration.ofSeconds(7));
        assertThat(signIns).isEqualTo(4);
        time.advance(Duration.ofHours(3));
        assertThat(signIns).isBetween(36, 50);

        accepted = password;
        time.advance(Duration.ofMinutes(5));
        assertThat(ticket).isDone();
    }

    @Test
    void itIsTriedAtOnceWithAChangedSecretAllTheSame() {
        answer = SignInRefused.asThingsStand(new Failure.SignIn("ticket-refused", "it is no longer good"));
        CompletableFuture<String> ticket = inFile.ticket();
        time.advance(Duration.ofHours(1));

        password = "right";
        time.advance(Duration.ofSeconds(2));

        assertThat(ticket).isDone();
    }

    /** As any refusal: who is refused does not go on with what is in doubt. */
    @Test
    void aTicketInDoubtIsDeadLetterWhenSigningInIsRefusedThatWay() {
        password = accepted;
        Tickets tickets = tickets(true);
        String doubted = tickets.ticket().join();
        answer = SignInRefused.asThingsStand(new Failure.SignIn("ticket-refused", "it is no longer good"));
        password = "wrong";

        assertThat(tickets.doubt(doubted)).isCompletedWithValue(true);

        assertThat(tickets.ticket()).isNotDone();
        assertThat(tickets.refusal()).isPresent();
    }

    @Test
    void aTicketThatIsNeverAcceptedIsReplacedEveryFiveMinutesAtLast() {
        accepted = password;
        inFile.ticket();

        for (int second = 0; second < 3 * 3_600; second++) {
            if (inFile.ticket().isDone()) {
                inFile.invalidate(inFile.ticket().join());
            }
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(signIns).isBetween(36, 50);
    }

    @Test
    void theTimeOfTheNextTryIsReported() {
        tickets(false).ticket();
        Tickets fixed = tickets(false);
        fixed.ticket();
        assertThat(fixed.nextTry()).isEqualTo("15 min");

        inFile.ticket();
        assertThat(inFile.nextTry()).isEqualTo("15 min, or when the secret changes");
        time.advance(Duration.ofMillis(61_500));
        assertThat(inFile.nextTry()).isEqualTo("13 min, or when the secret changes");

        answer = new SignInRefused(new Failure.Unavailable("connect-refused", "nobody listens there"));
        Tickets alone = tickets(true);
        alone.ticket();
        assertThat(alone.nextTry()).isEqualTo("1 s");
    }

    @Test
    void whileItIsBeingTriedThatIsSaid() {
        SignInRetry retrial = new SignInRetry(n -> A_DAY, this::credentials, true, Runnable::run, time, time::nanoTime);

        retrial.begins();

        assertThat(retrial.next()).isEqualTo("now");
    }
}
