package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TraceContext;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to one record, from the hand-over until it is finished. Its steps follow one another on whatever thread;
 * nothing here waits or throws.
 */
public interface RecordSpan {
    /** That of a record that is not traced. */
    RecordSpan NONE = new RecordSpan() {};

    /** Id of the trace it is part of, 32 hexadecimal digits. */
    default Optional<String> traceId() {
        return Optional.empty();
    }

    /** The trace what is published goes on with, when the request had none: else that one goes on unchanged. */
    default Optional<TraceContext> contextToPublish() {
        return Optional.empty();
    }

    /**
     * A call has settled nothing, and another is made: it was not answered, or the task may yet appear.
     *
     * @param reason {@link Failure.NotFound} for a task that may yet appear
     * @param attempts failed ones that count, so far
     * @param wait before the next call
     */
    default void calledAgain(Failure reason, int attempts, Duration wait) {
        // not traced
    }

    /** What was made of it is handed to the producer; for the first time, or once more. */
    default void offered(String topic) {
        // not traced
    }

    /**
     * It cannot go on, or the broker has not taken it; the same is tried again.
     *
     * @param error the exception's name
     */
    default void brokeOff(String error) {
        // not traced
    }

    /** The broker has acknowledged what was handed to the producer. */
    default void acknowledged() {
        // not traced
    }

    /**
     * It has ended; once.
     *
     * @param outcome in a word
     * @param failure that it was rejected for
     */
    default void ended(String outcome, Optional<Failure> failure) {
        // not traced
    }
}
