package io.batchtask.bridge.replay;

import io.batchtask.bridge.calls.BackOff;
import io.batchtask.bridge.failure.Causes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Repeats what Kafka could not do just now: a broker that restarts is waited for, a missing right is not. */
final class Attempts {
    /** A step that has not succeeded for so long is given up, and the replay with it. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration NOTE_AFTER = Duration.ofSeconds(3);
    private static final Duration NOTE_EVERY = Duration.ofSeconds(10);
    private static final IntFunction<Duration> PAUSES =
            BackOff.exponential(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final ReplayListener listener;
    private final StopSignal stop;
    private final LongSupplier nanoTime;
    private final IntFunction<Duration> pauses;

    Attempts(ReplayListener listener, StopSignal stop) {
        this(listener, stop, System::nanoTime, PAUSES);
    }

    /**
     * @param nanoTime monotonic
     * @param pauses after each attempt, counted from 1
     */
    Attempts(ReplayListener listener, StopSignal stop, LongSupplier nanoTime, IntFunction<Duration> pauses) {
        this.listener = listener;
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.pauses = pauses;
    }

    /** What may fail, and be done again. */
    interface Step<T> {
        /** @throws KafkaException if it is to be repeated */
        T run() throws ReplayRefused, InterruptedException, Stopped;
    }

    /**
     * @param doing goes on from "cannot …"
     * @param right it takes
     * @throws ReplayRefused if a right is missing, a setting does not suit the broker, or time has run out
     * @throws Stopped if it is told to stop before the next attempt
     */
    <T> T of(String doing, Right right, Step<T> step) throws ReplayRefused, InterruptedException, Stopped {
        long began = nanoTime.getAsLong();
        Duration noteAt = NOTE_AFTER;
        for (int attempt = 1; ; attempt++) {
            try {
                return step.run();
            } catch (InterruptException interrupted) {
                throw interruption(interrupted);
            } catch (KafkaException failed) {
                ReplayRefused refusal = right.refusal(failed).orElse(null);
                if (refusal != null) {
                    throw refusal;
                }
                if (isForGood(failed)) {
                    throw new ReplayRefused("cannot " + doing + ": " + Causes.explain(failed), failed);
                }
                Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - began);
                if (lasted.compareTo(LONGEST) >= 0) {
                    throw new ReplayRefused(
                            "cannot " + doing + ", tried for " + LONGEST.toMinutes() + " minutes: "
                                    + Causes.explain(failed),
                            failed);
                }
                if (lasted.compareTo(noteAt) >= 0) {
                    listener.note("cannot " + doing + " for " + lasted.toSeconds() + " s, it is tried again: "
                            + Causes.explain(failed));
                    noteAt = lasted.plus(NOTE_EVERY);
                }
                stop.pause(pauses.apply(attempt));
            }
        }
    }

    /** A setting, or a broker, that has to be another one. */
    private static boolean isForGood(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConfigException
                        || cause instanceof InvalidSessionTimeoutException
                        || cause instanceof InvalidTxnTimeoutException
                        || cause instanceof UnsupportedVersionException);
    }

    /** Kafka's clients set the thread's flag again, which would end the cleaning up as well. */
    private static InterruptedException interruption(InterruptException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** What the admin client answers, or fails with; it gives up by itself. */
    static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException reason ? reason : new KafkaException(failed.getCause());
        }
    }
}
