package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.BatchTask;
import java.util.Optional;

/** What one call came to. Every call ends in exactly one of these. */
public sealed interface Reply {
    /** Failure code of a SOAP fault, which no operation of the contract declares. */
    String SOAP_FAULT = "SoapFault";

    /** Failure code of an answer that describes another task than the one that was asked for. */
    String OTHER_ID = "other-id";

    /** Failure code of HTTP 421: the tenant is served by another host. */
    String MISDIRECTED = "misdirected";

    /** Failure code of HTTP 429: asked too often. */
    String THROTTLED = "throttled";

    /** Failure code of HTTP 503; throttling as well when it says for how long. */
    String BUSY = "http-503";

    /** Whether NetServer took the ticket and did what it was asked to, whatever came of it for the task. */
    boolean isAnswer();

    /** What it failed with, when that is of this class. */
    default <F extends Failure> Optional<F> failedWith(Class<F> type) {
        return this instanceof Failed failed && type.isInstance(failed.failure())
                ? Optional.of(type.cast(failed.failure()))
                : Optional.empty();
    }

    /** NetServer described the task that was asked for. */
    record Found(BatchTask task) implements Reply {
        @Override
        public boolean isAnswer() {
            return true;
        }
    }

    /**
     * Anything else, already classified.
     *
     * @param doubtful whether the answer may have been meant for another call: it ends the record without naming its
     *     task, on a connection that has carried calls before, or it names another task
     */
    record Failed(Failure failure, boolean doubtful) implements Reply {
        public Failed(Failure failure) {
            this(failure, false);
        }

        @Override
        public boolean isAnswer() {
            return !(failure instanceof Failure.Unavailable) && !(failure instanceof Failure.SignIn);
        }
    }

    /** Whether that says only that NetServer, or something before it, is asked too often at present. */
    static boolean isThrottled(Failure.Unavailable failure) {
        return failure.code().equals(THROTTLED)
                || (failure.code().equals(BUSY) && failure.retryAfter().isPresent());
    }
}
