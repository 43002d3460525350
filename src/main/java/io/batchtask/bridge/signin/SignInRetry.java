package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.logging.Lasting;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * When signing in is tried again. A server that cannot be reached is asked again soon. A password or access token that
 * was refused is not sent again before it has changed, or but seldom: each refusal is an entry in an audit log, and a
 * directory service locks the user after a few of them. What may be put right at the other end is tried more often. A
 * change of the credentials ends every wait.
 */
public final class SignInRetry {
    /** After refused credentials that do not change: less than a hundred times a day. */
    static final Duration SAME_CREDENTIALS = Duration.ofMinutes(15);

    /**
     * At most between two sign-ins that succeed and lead to nothing, each of which leaves a session behind; and between
     * two that are refused for a reason that may be put right at the other end, which locks no account.
     */
    static final Duration SAME_OUTCOME = Duration.ofMinutes(5);

    private static final int MOST_DOUBLINGS = 10;
    private static final IntervalFunction DOUBLING =
            IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(1), 2, SAME_OUTCOME);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final IntFunction<Duration> backOff;
    private final Supplier<List<String>> credentials;
    private final boolean mayChange;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;

    private volatile List<String> tried = List.of();
    private volatile Wait wait;
    private volatile boolean stopped;

    private record Wait(boolean changeHelps, long until) {}

    /**
     * @param backOff the wait after so many times in a row without an answer (1, 2, …)
     * @param credentials what is signed in with, as it is now; asked for every two seconds while they are waited for
     * @param mayChange whether they may ever become others
     * @param workers look at the credentials and sign in, which takes longer than a timer can wait
     * @param nanoTime monotonic
     */
    public SignInRetry(
            IntFunction<Duration> backOff,
            Supplier<List<String>> credentials,
            boolean mayChange,
            Executor workers,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {
        this.backOff = backOff;
        this.credentials = credentials;
        this.mayChange = mayChange;
        this.workers = workers;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /** Signing in begins, with the credentials as they are now. */
    void begins() {
        wait = null;
        tried = mayChange ? List.copyOf(credentials.get()) : List.of();
    }

    /**
     * Runs {@code again} when it is time.
     *
     * @param times so often in a row it has failed: 1, 2, …
     * @return false when it never runs, because the process ends
     */
    boolean later(SignInRefused.Reason reason, int times, Runnable again) {
        Duration length =
                switch (reason) {
                    case CREDENTIALS -> SAME_CREDENTIALS;
                    case STANDING, OUTCOME -> doubling(times);
                    case WAY -> backOff.apply(times);
                };
        Wait begun = new Wait(mayChange && length.compareTo(LOOK_EVERY) > 0, nanoTime.getAsLong() + length.toNanos());
        wait = begun;
        if (!stopped) {
            waitOn(begun, again);
        }
        return !stopped;
    }

    /** From now on nothing runs again. */
    void stop() {
        stopped = true;
    }

    private static Duration doubling(int times) {
        return Duration.ofMillis(DOUBLING.apply(Math.min(times, MOST_DOUBLINGS)));
    }

    private void waitOn(Wait begun, Runnable again) {
        long left = begun.until() - nanoTime.getAsLong();
        long pause = begun.changeHelps() ? Math.min(left, LOOK_EVERY.toNanos()) : left;
        timer.schedule(() -> workers.execute(() -> lookUp(begun, again)), pause, TimeUnit.NANOSECONDS);
    }

    private void lookUp(Wait begun, Runnable again) {
        if (stopped) {
            return;
        }
        if (begun.until() - nanoTime.getAsLong() <= 0 || (begun.changeHelps() && haveChanged())) {
            again.run();
        } else {
            waitOn(begun, again);
        }
    }

    /** Whatever goes wrong with looking, the wait goes on. */
    private boolean haveChanged() {
        try {
            return !tried.equals(credentials.get());
        } catch (RuntimeException | Error unreadable) {
            return false;
        }
    }

    /** When that is, in words for people: {@code 15 min, or when the secret changes}; {@code now} while it goes on. */
    String next() {
        Wait waiting = wait;
        if (waiting == null) {
            return "now";
        }
        long left = Math.max(0, waiting.until() - nanoTime.getAsLong());
        // Rounded up to seconds, but what is shorter is shown as it is.
        Duration shown = left < TimeUnit.SECONDS.toNanos(1)
                ? Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left))
                : Duration.ofSeconds((left + 999_999_999) / 1_000_000_000);
        return Lasting.words(shown) + (waiting.changeHelps() ? ", or when the secret changes" : "");
    }
}
