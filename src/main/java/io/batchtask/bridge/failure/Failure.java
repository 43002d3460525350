package io.batchtask.bridge.failure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a record did not become an event. {@link #code()} is a short stable word for machines (lower case, hyphens; where
 * NetServer reported an exception, that one's name), {@link #message()} a sentence for people. Both may quote NetServer
 * and must be redacted before they leave the process.
 */
public sealed interface Failure {
    String code();

    String message();

    FailureClass failureClass();

    /** The class as written to headers, logs and metrics. */
    default String className() {
        return failureClass().word();
    }

    /** The record cannot be read as a request. Permanent. */
    record Malformed(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.MALFORMED;
        }
    }

    /** NetServer has no such task. A normal answer; policy decides what becomes of it. */
    record NotFound(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.NOT_FOUND;
        }
    }

    /** NetServer understood and declines, and would again. Permanent. */
    record Refused(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.REFUSED;
        }
    }

    /** NetServer does not accept the ticket. Cured by a new one. */
    record SignIn(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.SIGN_IN;
        }
    }

    /**
     * Nothing usable came back: time-out, reset, overload. Transient.
     *
     * @param retryAfter how long the other side asked to be left alone
     */
    record Unavailable(String code, String message, Optional<Duration> retryAfter) implements Failure {
        public Unavailable {
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        public Unavailable(String code, String message) {
            this(code, message, Optional.empty());
        }

        @Override
        public FailureClass failureClass() {
            return FailureClass.UNAVAILABLE;
        }
    }

    /** This record keeps failing while others succeed; its attempts are spent. Permanent. */
    record Poison(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.POISON;
        }
    }

    /** An answer came, but it is not what the contract promises. Permanent, and worth a look. */
    record Contract(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.CONTRACT;
        }
    }

    /** The event is larger than Kafka accepts. Permanent. */
    record TooLarge(String code, String message) implements Failure {
        @Override
        public FailureClass failureClass() {
            return FailureClass.TOO_LARGE;
        }
    }
}
