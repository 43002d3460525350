package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * The calls made for one record, and what follows from one that was not answered. The breaker learns how each has
 * fared. Not safe from several threads: the calls for a record follow one another.
 */
public final class Attempts {
    /** So often in a row a brand-new ticket may be refused before that counts as a failed attempt. */
    private static final int TICKETS_PER_ATTEMPT = 3;

    private final int taskId;
    private final Breaker breaker;
    private final Retry retry;
    private final FailureStreak streak;
    private final Absence absence;
    private int ticketsRefused;
    private int throttled; // in a row
    private boolean locationAsked; // since the last attempt that counts
    private long answersBefore; // NetServer's answers to any record before this record's last call

    private Attempts(int taskId, Breaker breaker, Retry retry, FailureStreak streak, Absence absence) {
        this.taskId = taskId;
        this.breaker = breaker;
        this.retry = retry;
        this.streak = streak;
        this.absence = absence;
    }

    /**
     * Those for a task that has not been asked for yet.
     *
     * @param clock says to people when a record failed first
     * @param nanoTime monotonic
     */
    public static IntFunction<Attempts> by(
            Breaker breaker, Retry retry, NotFoundGrace grace, Clock clock, LongSupplier nanoTime) {
        return taskId -> new Attempts(
                taskId,
                breaker,
                retry,
                new FailureStreak(breaker::outages, clock, nanoTime),
                new Absence(grace, nanoTime));
    }

    /** A call begins. */
    public void begin() {
        answersBefore = breaker.successes();
        streak.callBegins();
        absence.callBegins();
    }

    /** The call was answered; what the answer says does not matter here. */
    public void answered() {
        breaker.answered(taskId);
    }

    /** Whether the task is asked for again should NetServer not have it: always decided alike for one call. */
    public boolean isWithinGrace() {
        return !absence.isLastLook();
    }

    /** NetServer does not have the task yet. No attempt is used up: the wait before it is asked for again. */
    public Duration notFound() {
        throttled = 0;
        streak.notFound();
        return absence.lasts();
    }

    /**
     * No usable answer came, or the ticket was not accepted.
     *
     * @param failure {@code Unavailable} or {@code SignIn}
     */
    public Verdict unanswered(Failure failure) {
        if (failure instanceof Failure.Unavailable unavailable) {
            if (!failure.code().equals(Reply.MISDIRECTED) || locationAsked) {
                return unavailable(unavailable);
            }
            locationAsked = true;
            return new Verdict(Next.ASK_WHERE, failure);
        }
        if (++ticketsRefused < TICKETS_PER_ATTEMPT) { // an expired ticket is not the record's fault
            return new Verdict(Next.AT_ONCE, failure);
        }
        ticketsRefused = 0;
        return unavailable(new Failure.Unavailable("ticket-refused", failure.message()));
    }

    private Verdict unavailable(Failure.Unavailable failure) {
        locationAsked = false;
        breaker.failed(taskId, failure);
        if (Reply.isThrottled(failure)) { // says nothing of the record
            streak.throttled();
            return new Verdict(Next.LATER, failure, retry.waitThrottled(++throttled, failure.retryAfter()));
        }
        throttled = 0;
        if (!streak.failed()) {
            return new Verdict(Next.AT_ONCE, failure);
        }
        if (!isPoison()) {
            return new Verdict(Next.LATER, failure, retry.wait(streak.attempts(), failure.retryAfter()));
        }
        String message = "failed again and again while other calls succeeded; the last time: " + failure.message();
        // Answers of a while ago do not tell poison from an outage that has just begun.
        return new Verdict(
                breaker.successes() > answersBefore ? Next.GIVE_UP : Next.ASK_WHETHER,
                new Failure.Poison(failure.code(), message));
    }

    /** Its attempts are spent, and the others fare too well for its failures to be theirs. */
    private boolean isPoison() {
        return retry.isSpent(streak.attempts(), streak.lasted()) && !breaker.mayFailAsOthers(taskId, streak.attempts());
    }

    /** Failed calls that count. */
    public int failed() {
        return streak.attempts();
    }

    /** When the record failed for the first time; empty when it never has. */
    public Optional<Instant> firstFailure() {
        return streak.first();
    }
}
